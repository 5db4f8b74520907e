using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>Counts of a retention run: deleted or due data, and inactive subscribers.</summary>
/// <param name="Left">Subscribers who left everything and can no longer undo it, or have nothing on that ever was.</param>
internal sealed record RetentionReport(long OptIns, long Left, long SentMails, long Inactive);

/// <summary>
/// Deletes expired data once a day, on one of the nodes. Each step may be repeated; the log records the result.
/// </summary>
internal sealed partial class RetentionJob(
    RetentionStore store,
    SubscriberReader subscribers,
    DataSessionStore sessions,
    AddressChangeStore addresses,
    ChangeWriter writer,
    ErasureService eraser,
    RetentionSettings settings,
    Site site,
    TimeProvider clock,
    ILogger<RetentionJob> logger
) : PeriodicWork(What, TimeSpan.FromMinutes(15))
{
    private const string What = "retention";
    private const int AtOnce = 64;

    // A day's bound: after an update many may have left long ago, and each erasure is work for the files too.
    private const int MostErased = 10_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public override TimeSpan? LeaseFor => TimeSpan.FromHours(1);
    public override bool AtStart => false;

    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        var report = await RunAsync(Actor.System, Channel.System, run, cancel);
        LogRan(report.OptIns, report.Left, report.SentMails, report.Inactive);
    }

    /// <summary>
    /// Runs now. After a run without a failure no node runs again today; after another one, in an hour.
    /// </summary>
    public async Task<RetentionReport> RunAsync(Actor actor, Channel channel, WorkRun run, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var report = new RetentionReport(0, 0, 0, 0);
        Task<bool> Step(string what, Action act) => run.TryAsync(what, act, cancel);

        await Step("pending opt-ins", () => report = report with { OptIns = store.DeleteOptIns(PendingBefore(now)) });
        report = report with { Left = await EraseLeftAsync(actor, channel, now, run, cancel) };
        await Step("sent mails", () => report = report with { SentMails = store.CountForgotten(now.AddDays(-1)) });
        await Step("silent people", () => report = report with { Inactive = Inactive(run).LongCount() });
        await Step("rate limits", () => store.DeleteLimits(now.AddDays(-1)));
        await Step("sessions", () => sessions.Sweep(now));
        await Step("closed requests", () => store.ForgetRequests(now));
        await Step("dismissed accounts", () => store.ForgetStaff(now));
        await Step("address changes", () => addresses.Sweep(now));
        await Step("console forms", () => store.ForgetForms(now));
        await Step("retained evidence", () => store.ForgetProofs(now));
        var act = new Act(channel, actor, now, LawfulBasis.None, 0, 0);
        await writer.DoAsync(
            new Lease(
                What,
                now,
                run.Failed == 0 ? site.Calendar.EndOf(site.Calendar.DayOf(now)) : now + LeaseFor!.Value,
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
            Left(now).LongCount(),
            store.CountForgotten(now.AddDays(-1)),
            Inactive().LongCount()
        );
    }

    /// <summary>
    /// Subscribers without any act of their own for the configured time. Acts of others, a sign-up form filled in by
    /// anyone, and bounces do not count.
    /// </summary>
    /// <param name="run">Counts the people who cannot be read; without it the first of them is an exception.</param>
    public IEnumerable<Inactive> Inactive(WorkRun? run = null)
    {
        var before = clock.GetUtcNow() - settings.Inactive;
        foreach (var page in store.Inactive(before).Chunk(SubscriberSets.HistoriesAtOnce))
        {
            var found = page.ToDictionary(inactive => inactive.Id);
            foreach (var one in store.Histories(found.Keys, (id, reason) => Fail(run, id, reason)))
                if (
                    one.Person.State.MergedInto == 0
                    && found[one.Person.Subscriber.Id] is var inactive
                    && LastAct.Of(one.Events, inactive.LastActAt) is var lastActAt
                    && lastActAt < before
                )
                    yield return inactive with
                    {
                        LastActAt = lastActAt,
                    };
        }
    }

    private static void Fail(WorkRun? run, long id, Exception reason)
    {
        if (run is null)
            throw new InvalidDataException(Invariant($"Subscriber {id} cannot be read."), reason);
        run.Fail(Invariant($"subscriber {id}"), reason);
    }

    private DateTimeOffset PendingBefore(DateTimeOffset now) => now - settings.Waits;

    // With whom nothing is going on: who left everything and can no longer undo it, who was asked in vain, who only bounced.
    private IEnumerable<SubscriberSnapshot> Left(DateTimeOffset now, WorkRun? run = null)
    {
        var over = settings.NothingLeft(now);
        foreach (var ids in store.LeftBefore(over.Latest, over.Waited).Chunk(SubscriberSets.HistoriesAtOnce))
        {
            var people = store
                .Histories(ids, (id, reason) => Fail(run, id, reason))
                .Select(one => one.Person)
                .Where(over.Covers)
                .ToList();
            var busy = store.BusyOf([.. people.Select(person => person.Subscriber)], now);
            foreach (var person in people.Where(person => !busy.Contains(person.Subscriber.Id)))
                yield return person;
        }
    }

    private async Task<long> EraseLeftAsync(
        Actor actor,
        Channel channel,
        DateTimeOffset now,
        WorkRun run,
        CancellationToken cancel
    )
    {
        long erased = 0;
        var act = new Act(channel, actor, now, LawfulBasis.None, 0, 0);
        foreach (var some in Left(now, run).Take(MostErased).Chunk(AtOnce))
            await Task.WhenAll(
                some.Select(one =>
                    run.TryAsync(Invariant($"subscriber {one.Subscriber.Id}"), () => EraseAsync(one), cancel)
                )
            );
        return erased;

        // Whoever left, bounced or was asked once is never brought back by a list, whatever is kept of those who asked to
        // be erased. Of whom a list only stated something, and who was never asked, nothing is kept.
        async Task EraseAsync(SubscriberSnapshot one)
        {
            var withdrawnAt = LeftEverything.WithdrawnAt(one.State);
            var known = withdrawnAt is not null || one.State.Suppression != SuppressionReason.None;
            var terms = new ErasureTerms(known || await WasAskedAsync(one), Certify: false, Request: null)
            {
                Only = settings.NothingLeft(now),
                KeepProofFor =
                    withdrawnAt is null && !one.State.Choices.Values.Any(c => c.Grant is not null)
                        ? null
                        : settings.Evidence,
                ProofFrom = LeftEverything.EndedAt(one.State),
            };
            if (await eraser.EraseAsync(PersonKey.Of(one.Subscriber.Id), terms, act))
                Interlocked.Increment(ref erased);
        }
    }

    // A list that is taken in without --confirm asks nobody.
    private async Task<bool> WasAskedAsync(SubscriberSnapshot one) =>
        (await subscribers.HistoryAsync(one.Subscriber)).Any(step =>
            step.Event.Kind == EventKind.Requested
            && (
                step.Event.Channel != Channel.Import
                || (step.Evidence?.Content is { } content && Evidence.Parse(content)?.Detail == Evidence.QuestionGround)
            )
        );

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Retention: {OptIns} sign-ups nobody confirmed, {Left} people with nothing on any more and the content of {SentMails} sent mails are gone; {Inactive} people are silent"
    )]
    private partial void LogRan(long optIns, long left, long sentMails, long inactive);
}
