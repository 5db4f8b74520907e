using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>Counts of a retention run: deleted or due data, and inactive subscribers.</summary>
internal sealed record RetentionReport(long OptIns, long Evidence, long SentMails, long Inactive);

/// <summary>
/// Deletes expired data once a day, on one of the nodes. Each step may be repeated; the log records the result.
/// </summary>
internal sealed class RetentionJob(
    Database database,
    RetentionStore store,
    DataSessionStore sessions,
    AddressChangeStore addresses,
    SubscriberReader subscribers,
    ChangeWriter writer,
    AddressHasher keys,
    RetentionSettings settings,
    TimeProvider clock
)
{
    private const string What = "retention";
    private const int AtOnce = 64;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Duration of the lease: if a node dies during the run, another node may start after this time.</summary>
    private static readonly TimeSpan LeaseFor = TimeSpan.FromHours(1);

    /// <summary>
    /// Runs the job if this node gets the lease. Null if another node has it, or the job already ran today.
    /// </summary>
    public async Task<RetentionReport?> RunUnderLeaseAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // Read before writing: usually there is nothing to do, and then no lock is needed.
        if (
            Lease.IsTaken(database, keys, What, now)
            || (await writer.SubmitAsync(new Lease(What, now, now + LeaseFor))).Outcome != ChangeOutcome.Done
        )
            return null;
        return await RunAsync(Actor.System, Channel.System, cancel);
    }

    public async Task<RetentionReport> RunAsync(Actor actor, Channel channel, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var report = new RetentionReport(
            store.DeleteOptIns(PendingBefore(now)),
            await ForgetEvidenceAsync(actor, channel, now, cancel),
            store.CountForgotten(now.AddDays(-1)),
            Inactive().LongCount()
        );
        store.DeleteLimits(now.AddDays(-1));
        sessions.Sweep(now);
        store.ForgetRequests(now);
        addresses.Sweep(now);
        store.ForgetProofs(now);
        var act = new Act(channel, actor, now, LawfulBasis.None, 0, 0);
        await writer.DoAsync(
            new Lease(
                What,
                now,
                Midnight(now),
                batch =>
                    batch.AppendAdmin(
                        EventKind.RetentionRan,
                        0,
                        0,
                        act,
                        new Evidence { Detail = JsonSerializer.Serialize(report, Json) }
                    )
            )
        );
        return report;
    }

    /// <summary>Counts what a run would do now, without changing anything.</summary>
    public RetentionReport Try()
    {
        var now = clock.GetUtcNow();
        return new RetentionReport(
            store.CountOptIns(PendingBefore(now)),
            Forgettable(now).LongCount(),
            store.CountForgotten(now.AddDays(-1)),
            Inactive().LongCount()
        );
    }

    /// <summary>
    /// Subscribers without any act of their own for the configured time. Acts of others, a sign-up form filled in by
    /// anyone, and bounces do not count.
    /// </summary>
    public IEnumerable<Inactive> Inactive()
    {
        var before = clock.GetUtcNow() - settings.Inactive;
        foreach (var found in store.Inactive(before))
            if (
                subscribers.Find(PersonKey.Of(found.Id)) is { State.MergedInto: 0 } person
                && found with
                {
                    LastActAt = LastAct.Of(subscribers.Events(person.Subscriber, 1, long.MaxValue), found.LastActAt),
                }
                    is var silent
                && silent.LastActAt < before
            )
                yield return silent;
    }

    private DateTimeOffset PendingBefore(DateTimeOffset now) => now - settings.ConfirmFor - settings.Pending;

    private static DateTimeOffset Midnight(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private IEnumerable<(long Id, IReadOnlyList<LedgerEventRow> Events)> Forgettable(DateTimeOffset now) =>
        store
            .LeftBefore(now - settings.Evidence)
            .Select(id => (Id: id, Person: subscribers.Find(PersonKey.Of(id))))
            .Where(p => p.Person is { Subscriber.LastSeq: > 0 })
            .Select(p => (p.Id, subscribers.Events(p.Person!.Subscriber, 1, long.MaxValue)))
            .Where(p => p.Item2.Count > 0 && p.Item2[^1].Kind != EventKind.EvidenceErased);

    private async Task<long> ForgetEvidenceAsync(
        Actor actor,
        Channel channel,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        long forgotten = 0;
        var act = new Act(channel, actor, now, LawfulBasis.None, 0, 0);
        foreach (var some in Forgettable(now).Chunk(AtOnce))
        {
            cancel.ThrowIfCancellationRequested();
            forgotten += (
                await Task.WhenAll(some.Select(p => writer.DoAsync(new ForgetEvidence(p.Id, p.Events, act))))
            ).Count(r => r.Outcome == ChangeOutcome.Done);
        }
        return forgotten;
    }
}
