using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Voids what a mailbox was asked before a request that stops its mailings: sign-ups and changes of address that wait.
/// Their links then start nothing; only what the person asks for afterwards does.
/// </summary>
internal static class MailboxStop
{
    /// <summary>
    /// Voids what waits, and stops whoever left the mailbox by a change of address that it can still take back: the
    /// letter may well name the earlier address.
    /// </summary>
    public static void VoidWaiting(Batch batch, EmailAddress address, IReadOnlyList<Change> effects, Act act)
    {
        var (signUps, moving) = batch.Within(
            act,
            context =>
                ((MailboxReader.SignUpsOf(context, address), MailboxReader.MovingOf(context, address)), Keep: false)
        );
        foreach (var id in signUps)
            VoidSignUp(batch, id, act.At);
        foreach (var id in moving)
            if (batch.Find(PersonKey.Of(id)) is { } person)
                VoidChanges(batch, person, address, effects, act);
    }

    private static void VoidSignUp(Batch batch, Guid id, DateTimeOffset at)
    {
        if (
            batch.Store.ReadOptIn(id) is not { Content: not null, SettledAt: null } row
            || batch.Set.SettledOptIns.Exists(s => s.Row.Id == id)
        )
            return;
        (row.SettledAt, row.FromSeq, row.ToSeq) = (at, 0, 0);
        batch.Set.SettledOptIns.Add((row, null));
    }

    private static void VoidChanges(
        Batch batch,
        SubscriberSnapshot person,
        EmailAddress address,
        IReadOnlyList<Change> effects,
        Act act
    )
    {
        foreach (var change in batch.AddressChangesOf(person))
        {
            if (change.AddressKey is not { } key || !MailboxReader.IsOf(address, key))
                continue;
            if (change.HasWayBack(act.At))
                batch.AppendAll(Survivor(batch, person), effects, act, new Evidence());
            if (!change.Waits(act.At))
                continue;
            (change.Address, change.AddressKey, change.Until) = (null, null, act.At);
            batch.Write(change);
        }
    }

    private static SubscriberSnapshot Survivor(Batch batch, SubscriberSnapshot person) =>
        person.State.MergedInto is not 0 and var id && batch.Find(PersonKey.Of(id)) is { } survivor
            ? Survivor(batch, survivor)
            : person;
}
