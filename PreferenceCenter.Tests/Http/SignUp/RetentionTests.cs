using System.Text.Json;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.PrivacyRequests.Retention;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Tests the daily retention job: data past their retention are deleted, and the log records it.</summary>
public sealed class RetentionTests
{
    [DatabaseFact]
    [Trait("Requirement", "CON-09")]
    public async Task A_sign_up_nobody_confirmed_goes_with_its_address_seven_days_after_its_link_stopped()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.SignUpAsync();
        await center.MailsAsync();
        using var raw = center.Raw();
        center.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(0L, (await RunAsync(center))!.OptIns);
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1L, (await RunAsync(center))!.OptIns);
        Assert.Equal(0L, raw.Count("OptIns"));
        Assert.DoesNotContain(
            center.Rows(),
            row =>
                row.Contains("ada@", StringComparison.OrdinalIgnoreCase)
                && !row.StartsWith("Outbox", StringComparison.Ordinal)
        );
        Assert.Equal("unknown", center.Gate(SignUpCenter.Address, "news"));
    }

    [DatabaseFact]
    public async Task It_runs_once_a_day_whoever_asks_and_each_run_stands_in_the_log()
    {
        await using var center = await SignUpCenter.StartAsync();
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(center)));
        Assert.Single(runs, r => r is not null);
        Assert.Null(await RunAsync(center));
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await RunAsync(center));
        using var raw = center.Raw();
        Assert.Equal(
            2L,
            raw.Scalar<long>("""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = @p0""", (long)EventKind.RetentionRan)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_day_ends_at_the_sites_midnight()
    {
        await using var center = await SignUpCenter.StartAsync("Site:TimeZone=Pacific/Auckland");
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.Zero));
        Assert.NotNull(await RunAsync(center));
        center.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Null(await RunAsync(center));
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await RunAsync(center));
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-18")]
    public async Task Silent_people_are_those_without_an_act_of_their_own_for_three_years()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (silent, acts, old) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News)
        );
        center.Clock.Advance(TimeSpan.FromDays(2 * 365));
        await center.ActAsync(
            acts,
            new Choose(new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Weekly }, false),
            Channel.FooterPage
        );
        // Acts of others concerning the subscriber do not count as acts of the subscriber.
        await center.ImportAsync(old.Address, [WebCenter.Events]);
        center.Clock.Advance(TimeSpan.FromDays(365 + 5));
        Assert.Equal([silent.Id, old.Id], center.Get<RetentionJob>().Inactive().Select(p => p.PublicId));
        Assert.Equal(2L, (await RunAsync(center))!.Inactive);
    }

    // What the log says of the run; null where another node had it or it ran today.
    private static async Task<RetentionReport?> RunAsync(WebCenter center)
    {
        if ((await center.RunAsync<RetentionJob>()).Done == 0)
            return null;
        using var raw = center.Raw();
        var evidence = raw.Scalar<byte[]>(
            """SELECT v."Content" FROM "LedgerEvents" e JOIN "Evidence" v ON v."Slot" = e."Slot" AND v."Position" = e."Position" WHERE e."Kind" = @p0 ORDER BY e."At" DESC LIMIT 1""",
            (long)EventKind.RetentionRan
        );
        return JsonSerializer.Deserialize<RetentionReport>(
            Evidence.Parse(evidence)!.Detail!,
            JsonSerializerOptions.Web
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-18")]
    public async Task A_question_put_to_somebody_makes_them_neither_silent_nor_heard()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (silent, acts) = (await center.SubscribeAsync(WebCenter.News), await center.SubscribeAsync(WebCenter.News));
        center.Clock.Advance(TimeSpan.FromDays(3 * 365));
        await center.ActAsync(
            acts,
            new Choose(new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Weekly }, false),
            Channel.FooterPage
        );
        center.Clock.Advance(TimeSpan.FromDays(30));
        foreach (var person in (Person[])[silent, acts])
            await center.SubmitAsync(
                new RenewalQuestion(
                    center.Find(person).Subscriber.Id,
                    [center.Get<CatalogueCache>().Current.ByKey["news"].Topic],
                    $"renewal:test:{person.Id:N}",
                    new Act(Channel.Command, Actor.System, center.Now, LawfulBasis.None, 0, 0)
                )
            );
        Assert.Equal([silent.Id], center.Get<RetentionJob>().Inactive().Select(p => p.PublicId));
        await center.Browser.PressAsync(
            await center.Browser.GetAsync(
                WebCenter.LinkIn(
                    Assert.Single(await center.MailsAsync(), m => m.To.Mailboxes.Single().Address == silent.Address),
                    "c"
                )
            ),
            "confirm"
        );
        Assert.Empty(center.Get<RetentionJob>().Inactive());
    }
}
