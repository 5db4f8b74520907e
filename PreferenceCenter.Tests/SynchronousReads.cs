using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.ProcessingRegister;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Tests;

/// <summary>
/// The program's asynchronous reads, waited for by assertions, one after the other: many threads of the pool that wait
/// at once would leave none for what they wait for.
/// </summary>
internal static class SynchronousReads
{
    public static SubscriberSnapshot? Find(this SubscriberReader reader, PersonKey key) => Wait(reader.FindAsync(key));

    public static IReadOnlyList<LedgerEventRow> Events(
        this SubscriberReader reader,
        Subscriber person,
        long fromSeq,
        long toSeq
    ) => Wait(reader.EventsAsync(person, fromSeq, toSeq));

    public static IReadOnlyList<LedgerEventRow> EventsUpTo(
        this SubscriberReader reader,
        Guid ledgerId,
        int slot,
        long position
    ) => Wait(reader.EventsUpToAsync(ledgerId, slot, position));

    public static MailedLinkRow? FindLink(this SubscriberReader reader, byte[] hash) =>
        Wait(reader.FindLinkAsync(hash));

    public static SuppressionRow? FindSuppression(this SubscriberReader reader, IReadOnlyList<KeyedHash> hashes) =>
        Wait(reader.FindSuppressionAsync(hashes));

    public static IReadOnlyList<AddressChangeRow> Of(this AddressChangeStore store, long subscriberId) =>
        Wait(store.OfAsync(subscriberId));

    public static IReadOnlyList<PrivacyRequestRow> Of(this PrivacyRequestStore store, long subscriberId) =>
        store.OfAsync(subscriberId).GetAwaiter().GetResult();

    public static Receipt For(this ReceiptIssuer issuer, IReadOnlyList<LedgerEventRow> events, long? size = null) =>
        Wait(issuer.ForAsync(events, size));

    public static IReadOnlyList<CheckpointNote> Checkpoints(this ReceiptIssuer issuer) =>
        Wait(issuer.CheckpointsAsync());

    public static PersonalDataSet? Find(this PersonalData data, long subscriberId) =>
        Wait(data.FindAsync(subscriberId));

    public static RequestFolder? Open(this PrivacyRequestQueue queue, string reference) =>
        queue.OpenAsync(reference).GetAwaiter().GetResult();

    public static IReadOnlyList<RecipientNotice> Unanswered(this RecipientRegister register) =>
        register.UnansweredAsync(CancellationToken.None).GetAwaiter().GetResult();

    public static IReadOnlyList<ProofReading> List(this RetainedEvidenceStore store) =>
        store.ListAsync(CancellationToken.None).GetAwaiter().GetResult();

    public static RecordOfProcessing Of(this RegisterWriter writer, PageLanguage language) =>
        writer.OfAsync(language, CancellationToken.None).GetAwaiter().GetResult();

    public static IEnumerable<IReadOnlyList<AudienceMember>> Pages(this Audience audience, Topic topic) =>
        audience.PagesAsync(topic).ToBlockingEnumerable();

    private static T Wait<T>(ValueTask<T> read) => read.AsTask().GetAwaiter().GetResult();
}
