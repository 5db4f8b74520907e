using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.AddressChanges;

/// <summary>
/// Merges one subscriber into another. The merged row stays without an address, so that the links in its e-mails lead
/// to the remaining subscriber.
/// </summary>
internal static class Merging
{
    /// <summary>
    /// Prefix of the address key of a merged subscriber. It contains no @, so it cannot equal a real address.
    /// </summary>
    private const string Closed = "merged/";

    public static void Close(Batch batch, SubscriberSnapshot merged, SubscriberSnapshot survivor, Act act)
    {
        batch.Append(
            merged,
            Decisions.Decide(merged.State, new MergeInto(survivor.Subscriber.Id), act, batch.Settings.Policy).Events,
            new Evidence()
        );
        batch.Readdress(merged, "", Closed + merged.Subscriber.PublicId.ToString("N"));
    }
}
