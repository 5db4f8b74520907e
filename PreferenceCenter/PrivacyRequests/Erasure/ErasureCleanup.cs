using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Removes what an erasure leaves outside the database rows: the second half of each erasure, retried until it is
/// complete. In order: delete the files made for the subscriber, take the subscriber's lines out of the journals, scrub
/// deleted rows from the database files, send the certificate, delete the certificate's address, and scrub again. Each
/// step may be repeated, on any node.
/// </summary>
internal sealed class ErasureCleanup(
    Database database,
    ErasureStore store,
    ChangeWriter writer,
    AddressHasher keys,
    JournalPurge journals,
    LedgerSettings settings,
    StorageSettings storage,
    IMailTransport transport,
    TimeProvider clock
) : PeriodicWork("erasure-cleanup", TimeSpan.FromMinutes(1))
{
    private const string Scrub = "scrub";

    /// <summary>
    /// Scrubbing rewrites the database files and blocks writers, so it runs once a day for all erasures since the last
    /// run.
    /// </summary>
    private static readonly TimeSpan ScrubEvery = TimeSpan.FromDays(1);

    /// <summary>Delay before the next try if a reader still uses an older state of the database.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    /// <summary>How long sending the certificate is tried; after that, its address is deleted.</summary>
    internal static readonly TimeSpan AddressFor = TimeSpan.FromDays(7);

    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        var (now, unready) = (clock.GetUtcNow(), new HashSet<Guid>());
        var open = Open(run);
        var certificates = store.CertificateStates([.. open.Where(e => e.Address is not null).Select(e => e.Id)]);
        foreach (var erasure in open)
            if (!await run.TryAsync($"erasure {erasure.Id:N}", () => Forget(erasure, certificates, now), cancel))
                unready.Add(erasure.Id);
        Guid[] settled = [.. open.Where(e => e.SettlesAt <= now && !unready.Contains(e.Id)).Select(e => e.Id)];
        if (settled.Length > 0)
            await run.TryAsync("journals", () => Settle(settled), cancel);
        // Each node its own: those of the day are of before an erasure that was repeated after the restore, or go with
        // the next one.
        var kept = open.Any(e => e.ErasedAt < Day(now)) ? Day(now) : now - KeptDatabases.KeptFor;
        foreach (var directory in new[] { storage.Directory, database.Directory }.OfType<string>().Distinct())
            await run.TryAsync("kept databases", () => KeptDatabases.Delete(directory, kept), cancel);
        // All who were erased on a day are certified together on the next one: no certificate tells the moment.
        OpenErasure[] due = [.. Open(run).Where(e => e.NeedsScrub && !unready.Contains(e.Id) && e.ErasedAt < Day(now))];
        if (due.Length > 0)
            await run.TryAsync("scrub", () => ScrubAsync(due, now), cancel);
    }

    private void Settle(Guid[] ids)
    {
        journals.Run();
        if (database.TryMix())
            store.Settle(ids);
    }

    private IReadOnlyList<OpenErasure> Open(WorkRun run) =>
        store.Open((id, reason) => run.Fail($"erasure {id:N}", reason));

    private void Forget(OpenErasure erasure, Dictionary<string, MailState> certificates, DateTimeOffset now)
    {
        foreach (var mail in erasure.Mails)
            transport.Forget(mail.MessageId, mail.CreatedAt);
        if (erasure.CleanedAt is not null && erasure.DroppedAt is null)
            Certify(erasure, certificates, now);
    }

    private void Certify(OpenErasure cleaned, Dictionary<string, MailState> certificates, DateTimeOffset now)
    {
        if (cleaned.Address is not null)
        {
            var isQueued = certificates.TryGetValue(ErasureStore.CertificateKey(cleaned.Id), out var state);
            if (!isQueued)
                store.QueueCertificate(cleaned, now);
            if (now <= cleaned.ErasedAt + AddressFor && (!isQueued || state == MailState.Waiting))
                return;
        }
        store.Drop([cleaned.Id], Day(now));
        // Without an address of a certificate there is nothing left to scrub.
        if (cleaned.Address is null)
            store.Close([cleaned.Id]);
    }

    private async Task ScrubAsync(OpenErasure[] due, DateTimeOffset now)
    {
        if (!await Lease.TryTakeAsync(database, writer, keys, Scrub, now, now + TryAgainAfter))
            return;
        // Again: a node that was held up for longer than usual may have written its lines since.
        journals.Run();
        if (!database.TryScrub(now))
            return;
        store.Clean(due.Where(e => e.CleanedAt is null).Select(e => e.Id), Day(now));
        store.Close(due.Where(e => e.DroppedAt is not null).Select(e => e.Id));
        await writer.SubmitAsync(new Lease(Scrub, now, now + ScrubEvery, _ => { }));
    }

    private DateTimeOffset Day(DateTimeOffset at) => settings.Calendar.DayStartOf(at);
}
