using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>Who may do what this method of a desk does, or see what it shows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConsoleActionAttribute(params StaffRole[] roles) : Attribute
{
    public StaffRole[] Roles => roles;
}
