using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Repeats, after a restore, the erasure of what is kept under an address. Whoever is on a list by then has come back, or
/// is another person: they are kept.
/// </summary>
internal sealed class RepeatedErasure(EmailAddress address, Act act) : Submission
{
    public override PersonKey? Key => PersonKey.Of(address);
    public override IReadOnlyList<Registration> Locked => [new Registration(address, "")];

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is not null)
            return new ChangeResult(ChangeOutcome.Unchanged);
        EraseAddress.Repeat(batch, address, act);
        return new ChangeResult(ChangeOutcome.Done);
    }
}
