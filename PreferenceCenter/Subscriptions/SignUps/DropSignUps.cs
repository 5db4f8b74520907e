using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.SignUps;

/// <summary>
/// Drops pending sign-ups of an address, as "this was not me" does, but without keeping later ones away: the links of
/// their confirmation e-mails lead to nothing, and an e-mail that still waits is not sent.
/// </summary>
internal sealed class DropSignUps(EmailAddress address, IReadOnlyList<Guid> ids, DateTimeOffset at) : Submission<int>
{
    public override bool Reduces => true;
    public override IReadOnlyList<Registration> Locked { get; } = [new Registration(address, "", null)];

    protected override ChangeResult<int> Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        var dropped = 0;
        foreach (var id in ids)
            if (
                batch.Store.ReadOptIn(id) is { Content: not null, SettledAt: null } row
                && !batch.Set.SettledOptIns.Exists(s => s.Row.Id == id)
            )
            {
                row.SettledAt = at;
                batch.Set.SettledOptIns.Add((row, null));
                dropped++;
            }
        return new(ChangeOutcome.Done, dropped);
    }
}
