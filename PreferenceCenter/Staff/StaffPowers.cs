using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>
/// Records what an act on an account means for decisions that take two people: who stands behind the account, that it
/// can no longer decide, and that whoever acted drops what they have proposed.
/// </summary>
internal static class StaffPowers
{
    /// <summary>Records who gave the account, its role or its new sign-in.</summary>
    public static void Given(this CenterContext context, StaffAccount account, StaffBy by)
    {
        var (actor, giver) = (account.ActorId, by.Actor.Id);
        if (by.Actor.Kind == ActorKind.Staff && !context.StaffGivers.Any(g => g.ActorId == actor && g.GivenBy == giver))
            context.StaffGivers.Add(new StaffGiver { ActorId = actor, GivenBy = giver });
    }

    /// <summary>The operator hands out a new sign-in on the machine: nobody of the staff stands behind it.</summary>
    public static void Vouched(this CenterContext context, StaffAccount account) =>
        context.StaffGivers.Where(g => g.ActorId == account.ActorId).ExecuteDelete();

    /// <summary>Records that the account cannot decide about personal data any more, where it could.</summary>
    public static void EndPower(this CenterContext context, StaffAccount account, StaffBy by, DateTimeOffset at)
    {
        if (SecondPerson.Able(context).Any(a => a.Id == account.Id))
            (account.AbleUntil, account.AbleEndedBy) = (at, by.Actor.Kind == ActorKind.Staff ? by.Actor.Id : null);
    }

    /// <summary>Drops what whoever acts on accounts has proposed and nobody has agreed to yet.</summary>
    public static IReadOnlyList<AdminEvent> DropProposals(this CenterContext context, StaffBy by, DateTimeOffset at)
    {
        if (by.Actor.Kind != ActorKind.Staff)
            return [];
        var (actor, act, events) = (by.Actor.Id, Act.By(by.Actor, by.Channel, at), new List<AdminEvent>());
        context.ProofReadings.Where(r => r.AskedBy == actor && r.AgreedAt == null).ExecuteDelete();
        foreach (var id in context.Requests.Where(r => r.ProposedBy == actor).Select(r => r.Id).ToArray())
        {
            // The write comes first: it locks the row, so nobody agrees meanwhile.
            if (
                context
                    .Requests.Where(r => r.Id == id && r.ProposedBy == actor)
                    .ExecuteUpdate(r => r.SetProperty(x => x.Version, x => x.Version + 1)) == 0
            )
                continue;
            var request = context.Requests.Single(r => r.Id == id);
            context.Add(request, PrivacyRequestStep.Withdrawn, act);
            request.DropProposal();
            events.Add(
                new AdminEvent(EventKind.RequestChanged, (long)request.Kind, (long)request.State, new Evidence())
            );
        }
        return events;
    }
}
