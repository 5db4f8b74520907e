using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Schedule;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Schedule;

/// <summary>
/// Tests that a row which cannot be read holds up nobody else: one row is broken in each table that periodic work
/// reads, and everything else is done, counted and recorded.
/// </summary>
public sealed class PeriodicWorkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task Somebody_who_cannot_be_read_holds_up_no_other_erasure()
    {
        await using var center = await WebCenter.StartAsync([
            "Privacy:ErasureReview=Automatic",
            "Privacy:ErasureGrace=1.00:00:00",
        ]);
        var (broken, other) = (
            await center.SubscribeAsync("ada@people.example", [WebCenter.News]),
            await center.SubscribeAsync("bo@people.example", [WebCenter.News])
        );
        foreach (var person in (Person[])[broken, other])
        {
            Assert.Equal(
                PreferenceCenter.Ledger.Writer.ChangeOutcome.Done,
                (await center.AskAsync(person, PrivacyRequestKind.Erasure)).Outcome
            );
            center.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        using var raw = center.Raw();
        raw.Run("""UPDATE "Subscribers" SET "Address" = 'nowhere' WHERE "Address" = 'ada@people.example'""");
        center.Clock.Advance(TimeSpan.FromDays(1));

        var run = await OnceAsync(center, center.Get<DueErasures>());
        Assert.Equal((1, 1, nameof(InvalidDataException)), (run.Done, run.Failed, run.Fault));
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(other.Id)));
        Assert.NotNull(center.Get<SubscriberReader>().Find(PersonKey.Of(broken.Id)));
        AssertRecorded(center, "erasures", failed: 1);

        raw.Run("""UPDATE "Subscribers" SET "Address" = 'ada@people.example' WHERE "Address" = 'nowhere'""");
        Assert.Equal(0, (await OnceAsync(center, center.Get<DueErasures>())).Failed);
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(broken.Id)));
        AssertRecorded(center, "erasures", failed: 0);
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task A_request_or_recipient_that_cannot_be_read_holds_up_no_other_and_no_digest()
    {
        await using var center = await RequestCenter.StartAsync();
        PrivacyRequestRow[] requests =
        [
            await center.AskAsync(
                await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
                PrivacyRequestKind.Access
            ),
            await center.AskAsync(
                await center.Web.SubscribeAsync("bo@people.example", [WebCenter.News]),
                PrivacyRequestKind.Access
            ),
        ];
        await center.Web.MailsAsync();
        foreach (var request in requests)
            await center.Work.ExtendAsync(request.Id, request.Version, 2, "Much to read.", false, center.Privacy);
        await center.Web.MailsAsync();
        using var raw = center.Web.Raw();
        raw.Run(
            """UPDATE "Requests" SET "LegalUntil" = @p0 WHERE "Id" = @p1""",
            long.MaxValue,
            requests[0].Id.ToByteArray(bigEndian: true)
        );
        center.Web.Clock.Advance(TimeSpan.FromHours(20));

        var run = await OnceAsync(center.Web, center.Web.Get<PrivacyRequestJob>());
        Assert.Equal(1, run.Failed);
        Assert.NotNull(center.Again(requests[1]).ExtendedAt);
        Assert.True(
            raw.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "Kind" = @p0""", (long)MailKind.RequestDigest) > 0
        );
        AssertRecorded(center.Web, "privacy-requests", failed: 1);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-04")]
    public async Task An_erasure_that_cannot_be_read_holds_up_no_other_certificate()
    {
        await using var center = await WebCenter.StartAsync();
        foreach (var name in (string[])["ada", "bo"])
            await center
                .Get<ErasureService>()
                .EraseAsync(
                    PersonKey.Of((await center.SubscribeAsync($"{name}@people.example", [WebCenter.News])).Id),
                    new Act(Channel.System, Actor.System, center.Now, LawfulBasis.None, 0, 0)
                );
        using var raw = center.Raw();
        var broken = raw.Scalar<byte[]>("""SELECT "Id" FROM "Erasures" ORDER BY "Id" LIMIT 1""");
        raw.Run("""UPDATE "Erasures" SET "Mails" = 'no JSON' WHERE "Id" = @p0""", broken);
        center.Clock.Advance(TimeSpan.FromDays(1));

        Assert.True((await OnceAsync(center, center.Get<ErasureCleanup>())).Failed > 0);
        Assert.Equal(1L, raw.Scalar<long>("""SELECT COUNT(*) FROM "Erasures" WHERE "CleanedAt" IS NOT NULL"""));
        await OnceAsync(center, center.Get<ErasureCleanup>());
        Assert.Equal(
            1L,
            raw.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "Kind" = @p0""", (long)MailKind.Certificate)
        );
        Assert.True(center.Get<WorkRecordStore>().All().Single(r => r.Name == "erasure-cleanup").Failed > 0);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-17")]
    public async Task Somebody_who_cannot_be_read_keeps_retention_from_nobody_else()
    {
        await using var center = await WebCenter.StartAsync();
        var (broken, other) = (
            await center.SubscribeAsync("ada@people.example", [WebCenter.News]),
            await center.SubscribeAsync("bo@people.example", [WebCenter.News])
        );
        foreach (var person in (Person[])[broken, other])
            await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        center.Clock.Advance(TimeSpan.FromDays(6 * 365));
        using var raw = center.Raw();
        raw.Run("""UPDATE "Subscribers" SET "LastSeq" = "LastSeq" + 5 WHERE "Address" = 'ada@people.example'""");

        var run = await OnceAsync(center, center.Get<RetentionJob>());
        Assert.True(run.Failed > 0);
        using (var session = center.Get<Database>().Read())
            Assert.Null(session.Find(PersonKey.Of(other.Id)));
        AssertRecorded(center, "retention", run.Failed);
        // After a failure it runs again in an hour, and not tomorrow.
        center.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True((await OnceAsync(center, center.Get<RetentionJob>())).Done > 0);
    }

    [Fact]
    public async Task A_step_that_fails_is_counted_and_the_next_one_is_done()
    {
        var run = new WorkRun("test", NullLogger.Instance);
        Assert.False(await run.TryAsync("first", () => throw new InvalidOperationException("no"), Cancel));
        Assert.True(await run.TryAsync("second", () => { }, Cancel));
        Assert.Equal((1, 1, nameof(InvalidOperationException)), (run.Done, run.Failed, run.Fault));
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.TryAsync("third", () => { }, over.Token));
        Assert.Equal((1, 1), (run.Done, run.Failed));
    }

    private static Task<WorkRun> OnceAsync(WebCenter center, PeriodicWork work) =>
        center.Get<PeriodicWorker>().RunAsync(work, Cancel);

    private static void AssertRecorded(WebCenter center, string work, int failed)
    {
        var record = center.Get<WorkRecordStore>().All().Single(r => r.Name == work);
        Assert.Equal((failed, failed == 0), (record.Failed, record.SucceededAt == center.Now));
    }
}
