using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// Somebody becomes part of another: their row stays without an address, so that the links in their mails go on for who
/// they are now.
/// </summary>
internal static class Merging
{
    /// <summary>Nobody types such an address: it has no sign in it that every address has.</summary>
    private const string Closed = "merged/";

    public static void Close(Batch batch, SubscriberSnapshot one, SubscriberSnapshot survivor, Act act)
    {
        batch.Append(
            one,
            Decisions.Decide(one.State, new MergeInto(survivor.Subscriber.Id), act, batch.Settings.Policy).Events,
            new Evidence()
        );
        batch.Readdress(one, "", Closed + one.Subscriber.PublicId.ToString("N"));
    }
}
