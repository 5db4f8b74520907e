using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Names the roles that may open a console page. A page without it is not mapped, and the program does not start.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class StaffPageAttribute(params StaffRole[] roles) : Attribute
{
    public StaffAccess Access { get; } = StaffAccess.Of(roles);
}
