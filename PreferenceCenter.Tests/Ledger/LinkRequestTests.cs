using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Subscriptions.MailedLinks;
using Xunit;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests requests for a link by mail and their rate limits.</summary>
[Trait("Requirement", "SEC-12")]
[Trait("Requirement", "SEC-13")]
public sealed class LinkRequestTests
{
    // As happens to a group whose commit is uncertain.
    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task Run_twice_it_is_one_mail()
    {
        await using var center = await TestCenter.NewAsync();
        var request = new PreferencesLinkMail(TestCenter.Address("ann@example.org"), "en", "-", center.Now);
        await center.Writer.SubmitAsync(request);
        await center.Writer.SubmitAsync(request);
        await center.Writer.SubmitAsync(
            new PreferencesLinkMail(TestCenter.Address("bob@example.org"), "en", "-", center.Now)
        );
        Assert.Equal(2, center.Outbox().Count);
    }

    [DatabaseFact]
    public async Task Known_and_unknown_addresses_leave_the_same_row_and_answer()
    {
        await using var center = await TestCenter.NewAsync();
        await center.RegisterAsync("known@example.org");
        var answers = new[]
        {
            await AskAsync(center, "Known@example.org"),
            await AskAsync(center, "nobody@example.org"),
        };
        Assert.Equal(answers[0], answers[1]);
        var rows = center.Outbox();
        Assert.Equal(["Known@example.org", "nobody@example.org"], rows.Select(r => r.Address));
        Assert.All(
            rows,
            row =>
                Assert.Equal(
                    (MailKind.MyLink, null, "de", 0L, 0L, TestCenter.Start, TestCenter.Start),
                    (row.Kind, row.SubscriberId, row.Language, row.FromSeq, row.ToSeq, row.CreatedAt, row.DueAt)
                )
        );
        using var raw = center.Raw();
        Assert.Equal(1, raw.Count("LedgerEvents"));
    }

    [DatabaseFact]
    [Trait("Requirement", "MSG-05")]
    public async Task The_sixth_of_a_day_gets_the_same_answer_and_no_mail()
    {
        await using var center = await TestCenter.NewAsync();
        for (var i = 0; i < 8; i++)
            Assert.True(
                (await AskAsync(center, i % 2 == 0 ? "Ada@example.org" : "ada@EXAMPLE.org", $"198.51.{i}.0/24")).Ok
            );
        Assert.Equal(5, center.Outbox().Count);
        await AskAsync(center, "grace@example.org");
        Assert.Equal(6, center.Outbox().Count);
        center.Clock.Advance(TimeSpan.FromHours(1));
        await AskAsync(center, "ada@example.org");
        Assert.Equal(6, center.Outbox().Count);
        center.Clock.Advance(TimeSpan.FromDays(1));
        await AskAsync(center, "ada@example.org");
        Assert.Equal(7, center.Outbox().Count);
    }

    [DatabaseFact]
    public async Task A_network_that_asks_too_often_is_told_so_and_others_are_not()
    {
        await using var center = await TestCenter.NewAsync();
        for (var i = 0; i < 60; i++)
            Assert.Equal(ChangeOutcome.Done, (await AskAsync(center, $"p{i}@example.org")).Outcome);
        Assert.Equal(ChangeOutcome.Limited, (await AskAsync(center, "p60@example.org")).Outcome);
        Assert.Equal(ChangeOutcome.Done, (await AskAsync(center, "p61@example.org", "203.0.113.0/24")).Outcome);
        Assert.Equal(61, center.Outbox().Count);
        center.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(ChangeOutcome.Done, (await AskAsync(center, "p62@example.org")).Outcome);
    }

    [DatabaseFact]
    public async Task In_all_the_limit_delays_and_never_drops_and_what_waits_counts_for_later()
    {
        await using var center = await TestCenter.NewAsync();
        await AskAllAsync(center, 0, 1300);
        AssertDue(center, (0, 600), (1, 600), (2, 100));
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        // The next minute still has 600 of the first to send, and the one after it 100.
        await AskAllAsync(center, 1300, 550);
        AssertDue(center, (0, 600), (1, 600), (2, 600), (3, 50));
        center.Clock.Advance(TimeSpan.FromMinutes(30));
        await AskAllAsync(center, 1850, 1);
        AssertDue(center, (0, 600), (1, 600), (2, 600), (3, 50), (31, 1));
    }

    [DatabaseFact]
    public async Task Counts_are_kept_under_hashes_and_hold_for_another_writer()
    {
        await using var center = await TestCenter.NewAsync();
        for (var i = 0; i < 3; i++)
            await AskAsync(center, "ada@example.org");
        await center.StopAsync();
        for (var i = 0; i < 3; i++)
            await AskAsync(center, "ada@example.org");
        Assert.Equal(5, center.Outbox().Count);
        using var raw = center.Raw();
        Assert.Equal(3, raw.Count("RateLimits"));
        Assert.All(raw.Rows("""SELECT "Key" FROM "RateLimits" """), row => Assert.Equal(16, ((byte[])row[0]!).Length));
    }

    private static Task<ChangeResult> AskAsync(TestCenter center, string address, string network = "198.51.100.0/24") =>
        center.Writer.SubmitAsync(new PreferencesLinkMail(TestCenter.Address(address), "de", network, center.Now));

    private static Task<ChangeResult[]> AskAllAsync(TestCenter center, int first, int count) =>
        Task.WhenAll(
            Enumerable
                .Range(first, count)
                .Select(i => AskAsync(center, $"p{i}@example.org", $"10.{i / 256}.{i % 256}.0/24"))
        );

    private static void AssertDue(TestCenter center, params (int Minute, int Count)[] expected) =>
        Assert.Equal(
            expected,
            center
                .Outbox()
                .GroupBy(o => (int)(o.DueAt - TestCenter.Start).TotalMinutes)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, g.Count()))
        );
}
