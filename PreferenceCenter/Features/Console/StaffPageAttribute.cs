using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// To whom a page of the console is open. A page without it is not mapped: the program does not start.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class StaffPageAttribute(params StaffRole[] roles) : Attribute
{
    public StaffAccess Access { get; } = StaffAccess.Of(roles);
}
