using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// The second half of each erasure, tried until it holds: files that were made for the person go, then what the
/// database's files keep of deleted rows, then the certificate goes out, then its address, and what the files keep of
/// that. Each step may be done twice and by whichever node.
/// </summary>
internal sealed class ErasureCleanup(
    Database database,
    ErasureStore store,
    ChangeWriter writer,
    AddressHasher keys,
    TimeProvider clock
)
{
    private const string Scrub = "scrub";

    /// <summary>Rewriting the files holds up whoever writes: once a day for all that were erased since.</summary>
    private static readonly TimeSpan ScrubEvery = TimeSpan.FromDays(1);

    /// <summary>Where somebody still reads what stood there before: looked at again after this.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>What was on its way to a file while its person was erased has arrived, or never will.</summary>
    private static readonly TimeSpan InHandFor = TimeSpan.FromMinutes(2);

    /// <summary>A mailbox that takes no certificate for so long does not get one.</summary>
    internal static readonly TimeSpan AddressFor = TimeSpan.FromDays(7);

    /// <param name="forget">Takes away what the transport keeps of a mail.</param>
    public async Task RunAsync(Action<MadeFor> forget)
    {
        var open = store.Open();
        if (open.Count == 0)
            return;
        foreach (var mail in open.SelectMany(e => e.Mails))
            forget(mail);
        var now = clock.GetUtcNow();
        Certify([.. open.Where(e => e.CleanedAt is not null && e.DroppedAt is null)], now);
        await ScrubAsync(now);
    }

    private void Certify(IReadOnlyList<OpenErasure> cleaned, DateTimeOffset now)
    {
        foreach (var erasure in cleaned.Where(e => e.Address is not null))
            store.QueueCertificate(erasure, now);
        OpenErasure[] over =
        [
            .. cleaned.Where(e =>
                e.Address is null
                || now > e.ErasedAt + AddressFor
                || store.CertificateState(e.Id) is not (null or MailState.Waiting)
            ),
        ];
        if (over.Length == 0)
            return;
        store.Drop(over.Select(e => e.Id), now);
        // There was none to lie about anywhere.
        store.Close(over.Where(e => e.Address is null).Select(e => e.Id), now);
    }

    private async Task ScrubAsync(DateTimeOffset now)
    {
        OpenErasure[] due = [.. store.Open().Where(e => e.NeedsScrub && e.ErasedAt + InHandFor <= now)];
        if (
            due.Length == 0
            || Lease.IsTaken(database, keys, Scrub, now)
            || (await writer.SubmitAsync(new Lease(Scrub, now, now + TryAgainAfter))).Outcome != ChangeOutcome.Done
        )
            return;
        if (!database.TryScrub(now))
            return;
        store.Clean(due.Where(e => e.CleanedAt is null).Select(e => e.Id), now);
        store.Close(due.Where(e => e.DroppedAt is not null).Select(e => e.Id), now);
        await writer.SubmitAsync(new Lease(Scrub, now, now + ScrubEvery, _ => { }));
    }
}
