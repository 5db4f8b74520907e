using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>Counts of a replay of the erasure journal.</summary>
/// <param name="Named">Ids and addresses that the journal names.</param>
/// <param name="Erased">Subscribers the database still held, or held again, and addresses of no subscriber.</param>
/// <param name="Kept">Addresses put back on the suppression list.</param>
internal sealed record ErasureReplayResult(int Named, int Erased, int Kept);

/// <summary>
/// Repeats the erasures that the erasure journal names but the database does not reflect (ERA-08): after a restore, and
/// after a process died between journal and commit. It runs before the server accepts requests, with a writer of its
/// own.
/// </summary>
internal sealed class ErasureReplay(
    Database database,
    SubscriberReader subscribers,
    ErasureJournal journal,
    JournalPurge journals,
    LedgerSettings settings,
    ErasureSettings erasures,
    LedgerMetrics metrics,
    TimeProvider clock,
    ILogger<ChangeWriter> logger
)
{
    private const int AtOnce = 1000;

    /// <exception cref="InvalidDataException">The journal cannot be read to its end. The erased subscribers are then
    /// not known, and the server must not start.</exception>
    public async Task<ErasureReplayResult> RunAsync(Actor actor, CancellationToken cancel)
    {
        // A journal of an earlier version is rewritten once, and what it named is taken out of the other journals.
        if (journal.Renew())
            journals.Run();
        var named = journal.Read();
        var unsettled = Unsettled(named);
        var here = Here(named);
        var missing = Missing(named);
        if (here.Count == 0 && missing.Count == 0 && Held(named, unsettled).Count == 0)
        {
            Settle(unsettled);
            return new ErasureReplayResult(named.Count, 0, 0);
        }

        // A writer without a journal: what it writes is in the journal already, and a writer with a journal refuses a
        // database that is older than that journal.
        using var writer = new ChangeWriter(database, settings, clock, metrics, logger);
        await using var working = await RunningWriter.StartAsync(writer, cancel);
        var eraser = new ErasureService(
            subscribers,
            new AddressChangeStore(database),
            new MailboxReader(database),
            writer,
            erasures
        );
        var act = new Act(Channel.System, actor, clock.GetUtcNow(), LawfulBasis.None, 0, 0);
        var (again, notAfter) = (0, LastWritten(act.At));
        foreach (var person in here)
        {
            cancel.ThrowIfCancellationRequested();
            if (await eraser.EraseAsync(PersonKey.Of(person), act, erasedAt: notAfter))
                again++;
        }
        // What subscribers held went with them.
        foreach (var address in Held(named, unsettled))
        {
            cancel.ThrowIfCancellationRequested();
            if ((await writer.DoAsync(new RepeatedErasure(address, act))).Outcome == ChangeOutcome.Done)
                again++;
        }
        // Suppressions of subscribers the database no longer holds; the others were written with their erasure.
        missing = Missing(named);
        var kept = await writer.DoAsync(
            new AdminChange<int>(
                act,
                context =>
                {
                    var written = 0;
                    foreach (var lines in missing.Chunk(AtOnce))
                    {
                        byte[][] hashes = [.. lines.Select(line => line.Bytes)];
                        var there = context
                            .Suppressions.Where(s => EF.Parameter(hashes).Contains(s.KeyedHash))
                            .Select(s => s.KeyedHash)
                            .ToHashSet(HashComparer.Instance);
                        foreach (var (line, hash) in lines.Zip(hashes).Where(one => !there.Contains(one.Second)))
                        {
                            written++;
                            context.Insert(
                                new SuppressionRow
                                {
                                    KeyedHash = hash,
                                    KeyId = line.KeyId,
                                    Reason = SuppressionReason.Restored,
                                }
                            );
                        }
                    }
                    return AdminResult.Written(
                        written,
                        new AdminEvent(EventKind.ErasuresReplayed, 0, again, new Evidence())
                    );
                }
            )
        );
        Settle(unsettled);
        return new ErasureReplayResult(named.Count, again, kept);
    }

    // What the journal names and this database has not done: nothing, unless it is older than the journal.
    private HashSet<string> Unsettled(ErasedNames named)
    {
        using var session = database.Read();
        var there = session[Sql.ErasedIds].All(static row => Convert.ToHexStringLower((byte[])row[0])).ToHashSet();
        return [.. named.Ids.Where(name => !there.Contains(name))];
    }

    // Only when all of it is done: after a kill the next run does the rest. The journals of other nodes take them from
    // there.
    private void Settle(IEnumerable<string> names) =>
        new JournalStore(database).NameErased([.. names.Select(Convert.FromHexString)]);

    // Addresses that stand beside the lists in the database, and whose erasure it has not done. The journal does not tell
    // them, so each one is looked up in it.
    private IReadOnlyList<EmailAddress> Held(ErasedNames named, HashSet<string> unsettled)
    {
        if (unsettled.Count == 0)
            return [];
        using var context = database.CreateContext();
        return
        [
            .. AddressPlaces
                .Held(context)
                .Concat(KeptMessages.Addresses(context))
                .Concat(AddressMentions.Addresses(context))
                .Distinct(StringComparer.Ordinal)
                .AsParallel()
                .Where(key => named.Contains(key, unsettled))
                .Select(EmailAddress.TryParse)
                .OfType<EmailAddress>(),
        ];
    }

    // Whoever signed up again after the erasure is in the journal no more.
    private List<KeyedHash> Missing(ErasedNames named)
    {
        using var session = database.Read();
        return
        [
            .. named
                .Addresses.Select(one => new KeyedHash(one.Value, Convert.FromHexString(one.Key)))
                .Chunk(AtOnce)
                .SelectMany(page =>
                {
                    var there = session.SuppressedOf([.. page.Select(one => one.Bytes)]);
                    return page.Where(one => !there.Contains(one.Bytes));
                }),
        ];
    }

    // The erased subscribers that the database holds, or holds again. The journal does not tell their ids, so each id
    // of the database is looked up in it: about a second for a million.
    private List<Guid> Here(ErasedNames named)
    {
        if (named.Count == 0)
            return [];
        using var session = database.Read();
        return [.. session[Sql.PublicIds].All(static row => Sql.ReadGuid(row, 0)).AsParallel().Where(named.Contains)];
    }

    // What this copy of the database was last told is not after the erasures it does not know of.
    private DateTimeOffset LastWritten(DateTimeOffset now) =>
        database.Ask(
            now,
            static (session, now) =>
            {
                var times = new List<DateTimeOffset>();
                foreach (var slot in session[Sql.Slots].All(static row => row.GetInt32(0)))
                    times.AddRange(
                        session[
                            Sql.EventAt,
                            ("@slot", slot),
                            ("@position", new LogReader(session, slot).Head().Size - 1)
                        ]
                            .All(static row => Sql.ReadEvent(row).At)
                    );
                return times.Count == 0 || times.Max() > now ? now : times.Max();
            }
        );
}
