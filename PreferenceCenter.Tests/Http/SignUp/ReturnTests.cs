using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>
/// Tests sign-ups of known, former and erased subscribers: the same answer, few mails, and only the person restores
/// anything.
/// </summary>
public sealed class ReturnTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-12")]
    public async Task Known_unknown_left_complained_and_erased_get_one_answer_and_leave_one_row_each()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (known, left, complained, erased) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News)
        );
        await center.ActAsync(left, Leave.Everything);
        await center.ActAsync(complained, new Suppress(SuppressionReason.Complained), Channel.Mailbox);
        await center.EraseAsync(erased);
        using var raw = center.Raw();
        var (copy, seen) = (await center.CopyAsync(), new List<string>());
        foreach (
            var address in (string[])
                ["new@people.example", known.Address, left.Address, complained.Address, erased.Address]
        )
        {
            var rows = raw.Count("Outbox");
            seen.Add(
                (
                    await center.Browser.PostAsync(SignUpCenter.Path, [.. copy, ("email", address), ("topics", "news")])
                ).Seen
            );
            Assert.Equal(rows + 1, raw.Count("Outbox"));
        }
        Assert.Single(seen.Distinct());
    }

    [DatabaseFact]
    public async Task Who_is_subscribed_already_gets_a_link_and_nothing_changes()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.News]);
        var (state, events) = (center.StateOf(person), center.EventsOf(person).Count);
        await center.SignUpAsync();
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Null(WebCenter.FindLink(mail, "c"));
        Assert.NotNull(WebCenter.FindLink(mail, "p"));
        Assert.Equal((events, "allowed"), (center.EventsOf(person).Count, center.Gate(person, "news")));
        Assert.Equal(state.LastSeq, center.StateOf(person).LastSeq);
    }

    [DatabaseTheory]
    [InlineData("stopped")]
    [InlineData("left")]
    [InlineData("complained")]
    [InlineData("erased")]
    [Trait("Requirement", "WDR-10")]
    [Trait("Requirement", "ERA-09")]
    public async Task Who_went_is_written_to_once_in_thirty_days_and_comes_back_only_to_what_they_confirm(string how)
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(
            SignUpCenter.Address,
            [WebCenter.News, WebCenter.Events, WebCenter.Offers]
        );
        switch (how)
        {
            case "stopped":
                await center.ActAsync(person, Leave.Everything, Channel.OneClick);
                break;
            case "left":
                await center.ActAsync(person, new Leave(WebCenter.News), Channel.OneClick);
                break;
            case "complained":
                await center.ActAsync(person, new Suppress(SuppressionReason.Complained), Channel.Mailbox);
                break;
            default:
                await center.EraseAsync(person);
                break;
        }
        center.Clock.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 3; i++)
            await center.SignUpAsync();
        var path = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c");
        Assert.NotEqual("allowed", center.Gate(SignUpCenter.Address, "news"));
        await center.Browser.PostAsync(path);
        Assert.Equal("allowed", center.Gate(SignUpCenter.Address, "news"));
        // Topics that are not named are not restored.
        if (how != "left")
            Assert.NotEqual("allowed", center.Gate(SignUpCenter.Address, "offers"));

        var again = center.FindPerson(SignUpCenter.Address)!;
        await center.ActAsync(again, Leave.Everything, Channel.OneClick);
        await center.MailsAsync();
        await center.SignUpAsync();
        Assert.DoesNotContain(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null);
        center.Clock.Advance(TimeSpan.FromDays(30));
        await center.SignUpAsync();
        Assert.Single(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-09")]
    public async Task Who_came_back_after_an_erasure_to_one_thing_is_brought_back_to_no_other_by_a_list()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.News, WebCenter.Offers]);
        await center.EraseAsync(person);
        await center.Browser.PostAsync(await center.AskedAsync(topics: "news"));
        Assert.Equal(
            PreferenceCenter.Domain.Refusal.OptedOut,
            (await center.ImportAsync(SignUpCenter.Address, [WebCenter.Offers])).Refusal
        );
        Assert.Equal(
            ("allowed", "not-subscribed"),
            (center.Gate(SignUpCenter.Address, "news"), center.Gate(SignUpCenter.Address, "offers"))
        );
    }

    [Fact]
    [Trait("Requirement", "SEC-12")]
    public async Task Known_and_unknown_addresses_are_answered_in_the_same_time()
    {
        await using var center = await SignUpCenter.StartAsync("Proxy:KnownNetworks=127.0.0.0/8");
        var known = new List<string>();
        for (var i = 0; i < 250; i++)
            known.Add((await center.SubscribeAsync(WebCenter.News)).Address);
        var (markup, times) = (
            await AttackTests.MarkupAsync(center),
            new Dictionary<bool, List<double>> { [true] = [], [false] = [] }
        );
        for (var i = 0; i < 500; i++)
        {
            var isKnown = i % 2 == 0;
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Assert.Equal(
                "303",
                await center.Browser.StatusAsync(
                    SignUpCenter.Path,
                    [.. markup, ("email", isKnown ? known[i / 2] : $"new{i}@people.example"), ("topics", "news")],
                    ("X-Forwarded-For", $"198.{i / 200}.{i % 200}.7")
                )
            );
            times[isKnown].Add(clock.Elapsed.TotalMilliseconds);
        }
        var (one, other) = (times[true].Order().ElementAt(125), times[false].Order().ElementAt(125));
        Assert.True(Math.Abs(one - other) < 5, Invariant($"{one} ms known, {other} ms unknown"));
    }
}
