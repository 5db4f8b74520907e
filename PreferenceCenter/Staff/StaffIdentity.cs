using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>A signed-in staff member with their current role, as the database has it now.</summary>
internal sealed record StaffIdentity(
    StaffTicket Ticket,
    StaffRole Role,
    Actor Actor,
    string Address,
    string Language,
    DateTimeOffset EndsAt,
    bool Strong
)
{
    public StaffBy By => new(Actor, Channel.Staff, Ticket);

    /// <summary>Whether the role has the policy: for what a page shows, never for what a service does.</summary>
    public bool Has(string policy) => StaffPolicies.RolesOf(policy).Contains(Role);
}
