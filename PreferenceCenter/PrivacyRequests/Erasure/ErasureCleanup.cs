using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Removes what an erasure leaves outside the database rows: the second half of each erasure, retried until it is
/// complete. In order: delete the files made for the subscriber, scrub deleted rows from the database files, send the
/// certificate, delete the certificate's address, and scrub again. Each step may be repeated, on any node.
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

    /// <summary>
    /// Scrubbing rewrites the database files and blocks writers, so it runs once a day for all erasures since the last
    /// run.
    /// </summary>
    private static readonly TimeSpan ScrubEvery = TimeSpan.FromDays(1);

    /// <summary>Delay before the next try if a reader still uses an older state of the database.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After this time, a file that was being written while its subscriber was erased is complete or will never appear.
    /// </summary>
    private static readonly TimeSpan InHandFor = TimeSpan.FromMinutes(2);

    /// <summary>How long sending the certificate is tried; after that, its address is deleted.</summary>
    internal static readonly TimeSpan AddressFor = TimeSpan.FromDays(7);

    /// <param name="forget">Deletes what the mail transport keeps of an e-mail.</param>
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
        // These erasures had no certificate address, so there is nothing left to scrub.
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
