using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>Counts of a replay of the erasure journal.</summary>
/// <param name="Erased">Subscribers the database still held, or held again.</param>
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
        var lines = journal.Read();
        ErasedLine[] named = [.. lines.OfType<ErasedLine>()];
        ErasedLine[] here = [.. named.Chunk(AtOnce).SelectMany(Here)];
        var missing = Missing(lines);
        if (here.Length == 0 && missing.Count == 0)
            return new ErasureReplayResult(named.Length, 0, 0);

        // A writer without a journal: what it writes is in the journal already, and a writer with a journal refuses a
        // database that is older than that journal.
        using var writer = new ChangeWriter(database, settings, clock, metrics, logger);
        await using var working = await RunningWriter.StartAsync(writer, cancel);
        var eraser = new ErasureService(subscribers, new AddressChangeStore(database), writer, erasures);
        var act = new Act(Channel.System, actor, clock.GetUtcNow(), LawfulBasis.None, 0, 0);
        var again = 0;
        foreach (var line in here)
        {
            cancel.ThrowIfCancellationRequested();
            if (await eraser.EraseAsync(PersonKey.Of(line.Person), act, certify: false, erasedAt: line.At))
                again++;
        }
        // Suppressions of subscribers the database no longer holds; the others were written with their erasure.
        missing = Missing(lines);
        var kept = await writer.DoAsync(
            new AdminChange<int>(
                act,
                context =>
                {
                    var written = 0;
                    foreach (var lines in missing.Chunk(AtOnce))
                    {
                        byte[][] hashes = [.. lines.Select(line => Convert.FromHexString(line.KeyedHash))];
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
                                    Reason = SuppressionReason.Erased,
                                    At = line.At,
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
        return new ErasureReplayResult(named.Length, again, kept);
    }

    // A subscriber who signed up again after the erasure is no longer suppressed.
    private List<ErasedLine> Missing(IReadOnlyList<JournalLine> lines)
    {
        var last = new Dictionary<string, ErasedLine?>(StringComparer.Ordinal);
        foreach (var line in lines)
            if (line is ErasedLine { KeyId: > 0 } erased)
                last[erased.KeyedHash] = erased;
            else if (line is ReturnedLine returned)
                last[returned.KeyedHash] = null;
        using var session = database.Read();
        return
        [
            .. last
                .Values.OfType<ErasedLine>()
                .Chunk(AtOnce)
                .SelectMany(lines =>
                {
                    byte[][] hashes = [.. lines.Select(line => Convert.FromHexString(line.KeyedHash))];
                    var there = session.SuppressedOf(hashes);
                    return lines.Where((_, i) => !there.Contains(hashes[i]));
                }),
        ];
    }

    // Those of a page of erased subscribers that the database holds, or holds again.
    private IEnumerable<ErasedLine> Here(ErasedLine[] lines)
    {
        using var session = database.Read();
        var here = session.FindAll(lines.Select(line => line.Person)).Select(p => p.Subscriber.PublicId).ToHashSet();
        return [.. lines.Where(line => here.Contains(line.Person))];
    }
}
