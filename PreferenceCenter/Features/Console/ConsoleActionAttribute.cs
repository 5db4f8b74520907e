using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>Names the roles that may call a method of a console service.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConsoleActionAttribute(params StaffRole[] roles) : Attribute
{
    public StaffRole[] Roles => roles;
}
