using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Tests.Mail;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests two servers over one PostgreSQL database: every promise of one server holds for both together.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class NodesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "MSG-05")]
    [Trait("Requirement", "SEC-13")]
    public async Task The_sixth_link_within_the_hour_is_not_mailed_by_whichever_it_is_asked_for()
    {
        await using var one = await WebCenter.StartAsync();
        await using var two = await one.StartAnotherAsync();
        await one.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    (i % 2 == 0 ? one : two).Browser.PostAsync(
                        "/link",
                        ("email", i % 3 == 0 ? "Ada@people.example" : "ada@PEOPLE.example")
                    )
                )
        );
        Assert.All(answers, answer => Assert.Equal((303, "/link?sent=1"), (answer.Status, answer.Location)));
        Assert.Equal(5, (await one.MailsAsync()).Count + (await two.MailsAsync()).Count);
    }

    [Fact]
    [Trait("Requirement", "MSG-04")]
    public async Task Two_dispatchers_send_each_mail_once()
    {
        await using var peer = new SmtpPeer();
        string[] smtp =
        [
            "Mail:Transport=Smtp",
            "Mail:Smtp:Host=127.0.0.1",
            $"Mail:Smtp:Port={peer.Port}",
            "Mail:Smtp:Security=None",
            "Mail:Smtp:Timeout=00:00:10",
        ];
        await using var one = await WebCenter.StartAsync(smtp);
        await using var two = await one.StartAnotherAsync(smtp);
        var people = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => one.SubscribeAsync(WebCenter.News)));
        await Task.WhenAll(
            people.Select(
                (p, i) => (i % 2 == 0 ? one : two).ActAsync(p, PreferenceCenter.Domain.Leave.Everything, notify: true)
            )
        );
        WebCenter[] nodes = [one, two];
        foreach (var node in nodes)
            node.Clock.Advance(TimeSpan.FromMinutes(3));

        // Both read the same rows before either claims them.
        Task<int>[] rounds;
        using (var other = one.Raw())
        {
            other.Run("""BEGIN; SELECT 1 FROM "Outbox" FOR UPDATE""");
            rounds = [.. nodes.Select(node => Task.Run(() => RoundAsync(node)))];
            await other.UntilWaitingAsync(2, Cancel);
        }
        while ((await Task.WhenAll(rounds)).Sum() > 0)
            rounds = [.. nodes.Select(node => Task.Run(() => RoundAsync(node)))];
        Assert.Equal(people.Select(p => p.Address).Order(), peer.Received.SelectMany(m => m.Recipients).Order());
        using var raw = one.Raw();
        Assert.Equal(
            (50, 50),
            (
                raw.Count("Outbox"),
                raw.Scalar<int>($"""SELECT COUNT(*) FROM "Outbox" WHERE "State" = {(int)MailState.Sent}""")
            )
        );
    }

    [Fact]
    [Trait("Requirement", "CON-17")]
    public async Task The_checkpoint_of_the_day_is_queued_once()
    {
        await using var one = await WebCenter.StartAsync();
        await using var two = await one.StartAnotherAsync();
        foreach (var node in (WebCenter[])[one, two])
        {
            var dispatcher = node.Get<MailDispatcher>();
            await dispatcher.StartAsync(Cancel);
            // The node's maintenance waits a second, and its dispatcher waits once all work is queued.
            for (var waiting = 0; waiting < 2; waiting++)
                await node.Clock.UntilWaitedForAsync(TimeSpan.FromSeconds(1), Cancel);
            await dispatcher.StopAsync(Cancel);
        }
        using var raw = one.Raw();
        Assert.Equal(
            (1, 1),
            (
                raw.Count("Outbox"),
                raw.Scalar<int>($"""SELECT COUNT(*) FROM "Outbox" WHERE "Kind" = {(int)MailKind.Checkpoint}""")
            )
        );
    }

    [Fact]
    public async Task Topics_changed_on_one_are_seen_by_the_other_a_second_later()
    {
        await using var one = await WebCenter.StartAsync();
        await using var two = await one.StartAnotherAsync();
        var person = await one.SubscribeAsync(WebCenter.News);
        Assert.Contains(
            "Quay evenings",
            (await two.Browser.GetAsync(two.PreferencesPath(person))).Text,
            StringComparison.Ordinal
        );
        var known = two.Get<CatalogueCache>().Current.Version;
        await one.ApplyTopicAsync("events", """ "state": "archived" """);
        await two.Clock.UntilWaitedForAsync(TimeSpan.FromSeconds(1), Cancel);
        two.Clock.Advance(TimeSpan.FromSeconds(1));
        while (two.Get<CatalogueCache>().Current.Version == known)
            await Task.Delay(5, Cancel);
        Assert.DoesNotContain(
            "Quay evenings",
            (await two.Browser.GetAsync(two.PreferencesPath(person))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Requirement", "UNS-15")]
    public async Task Who_left_through_one_is_refused_by_the_gate_of_the_other()
    {
        await using var one = await WebCenter.StartAsync();
        await using var two = await one.StartAnotherAsync();
        for (var i = 0; i < 20; i++)
        {
            var (node, other) = i % 2 == 0 ? (one, two) : (two, one);
            var person = await node.SubscribeAsync(WebCenter.News);
            Assert.Equal("allowed", other.Gate(person, "news"));
            Assert.Equal(
                200,
                (await node.Browser.PostAsync(node.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))).Status
            );
            Assert.Equal("stopped", other.Gate(person, "news"));
        }
    }

    private static Task<int> RoundAsync(WebCenter node) => node.Get<MailDispatcher>().SendDueAsync(Cancel);
}
