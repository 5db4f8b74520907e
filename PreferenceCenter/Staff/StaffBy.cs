using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>The actor and the channel of a change by staff, the operator or the program.</summary>
/// <param name="Ticket">The sign-in that a staff member acts by.</param>
internal readonly record struct StaffBy(Actor Actor, Channel Channel, StaffTicket? Ticket = null)
{
    public static readonly StaffBy System = new(Actor.System, Channel.System);

    /// <summary>The program, at the time that this account set.</summary>
    public static StaffBy AtTimeSet(Guid account) => new(Actor.System with { Id = account }, Channel.System);
}
