using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>
/// Tests that a question ends: who has nothing else and never answered, or only bounced, is erased by the daily run.
/// </summary>
[Trait("Requirement", "CON-09")]
public sealed class NeverAnsweredTests
{
    private const string Ada = "ada@people.example";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1),
        Waits = TimeSpan.FromDays(14),
        Undo = TimeSpan.FromDays(30);

    /// <summary>Every state in which somebody has nothing on: how they come into it, when it ends, and if a hash stays.</summary>
    private static readonly Dictionary<string, (Func<WebCenter, Task> Enter, TimeSpan Ends, bool Hash)> States = new()
    {
        ["import without proof"] = (center => ImportAsync(center, "email,topics\n" + Ada + ",news\n"), Waits, false),
        ["import --confirm"] = (
            center => ImportAsync(center, "email,topics\n" + Ada + ",news\n", "--confirm"),
            Waits,
            true
        ),
        ["bounced"] = (center => ImportAsync(center, "email,topics,status\n" + Ada + ",news,bounced\n"), Waits, true),
        ["complained"] = (
            center => ImportAsync(center, "email,topics,status\n" + Ada + ",news,complained\n"),
            Undo,
            true
        ),
        ["unsubscribed elsewhere"] = (
            center => ImportAsync(center, "email,topics,status\n" + Ada + ",news,unsubscribed\n"),
            Undo,
            true
        ),
        ["left"] = (center => LeaveAsync(center), Undo, true),
        ["refused"] = (
            async center =>
            {
                await ImportAsync(center, "email,topics\n" + Ada + ",news\n", "--confirm");
                await RefuseAsync(center);
            },
            Undo,
            true
        ),
        ["left, then a wish through a footer"] = (
            async center =>
            {
                await center.AskThroughFooterAsync(await LeaveAsync(center), "events");
            },
            Undo,
            true
        ),
        ["tracking refused, and nothing else"] = (
            async center =>
            {
                await ImportAsync(center, "email,topics\n" + Ada + ",news\n");
                await center.ActAsync(
                    center.FindPerson(Ada)!,
                    new Choose(new Dictionary<long, long> { [Aspect.Tracking] = Permission.No }, false),
                    Channel.FooterPage
                );
            },
            Undo,
            true
        ),
    };

    public static TheoryData<string> EveryState => [.. States.Keys];

    [DatabaseTheory]
    [MemberData(nameof(EveryState))]
    [Trait("Requirement", "ERA-01")]
    public async Task Every_state_with_nothing_on_ends(string state)
    {
        await using var center = await SignUpCenter.StartAsync("Privacy:KeepSuppression=false");
        var (enter, ends, hash) = States[state];
        await enter(center);
        await center.MailsAsync();
        center.Clock.Advance(ends - Hour);
        await center.RunAsync<RetentionJob>();
        Assert.NotNull(center.FindPerson(Ada));
        center.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, center.Get<RetentionJob>().Try().Left);
        await center.RunAsync<RetentionJob>();
        Assert.Null(center.FindPerson(Ada));
        using var raw = center.Raw();
        Assert.Equal((0L, hash ? 1L : 0L), (raw.Count("Choices"), raw.Count("Suppressions")));
        // Nothing was ever agreed to: there is nothing to prove.
        if (ends == Waits)
            Assert.Equal(0L, raw.Count("ProofStubs"));

        // The same list asks once more only whom it has never asked.
        await ImportAsync(center, "email,topics\n" + Ada + ",news\n", "--confirm");
        Assert.Equal(hash ? 0 : 1, (await center.MailsAsync()).Count);
    }

    [DatabaseFact]
    public async Task Whoever_has_anything_else_is_kept_and_an_answer_in_time_counts()
    {
        await using var center = await SignUpCenter.StartAsync();
        await ImportAsync(center, "email,topics\n" + Ada + ",news\nbea@people.example,news\n", "--confirm");
        var question = Assert.Single(await center.MailsAsync(), m => m.To.Mailboxes.Single().Address == Ada);
        var other = await center.SubscribeAsync("cleo@people.example", [WebCenter.News]);
        await center.AskThroughFooterAsync(other, "events");
        center.Clock.Advance(TimeSpan.FromDays(6));
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(question, "c")), "confirm");
        center.Clock.Advance(TimeSpan.FromDays(400));
        await center.RunAsync<RetentionJob>();
        Assert.NotNull(center.FindPerson(Ada));
        Assert.Null(center.FindPerson("bea@people.example"));
        Assert.NotNull(center.FindPerson(other.Address));
    }

    [DatabaseFact]
    public async Task The_question_of_an_import_can_be_refused_by_one_button_and_is_not_asked_again()
    {
        await using var center = await SignUpCenter.StartAsync();
        await ImportAsync(center, "email,topics\n" + Ada + ",news\n", "--confirm");
        await RefuseAsync(center);
        Assert.Equal("not-subscribed", center.Gate(Ada, "news"));
        center.Clock.Advance(TimeSpan.FromDays(2));
        await ImportAsync(center, "email,topics\n" + Ada + ",news;events\n", "--confirm");
        Assert.Empty(await center.MailsAsync());
    }

    private static async Task RefuseAsync(WebCenter center)
    {
        var mail = Assert.Single(await center.MailsAsync());
        var path = WebCenter.LinkIn(mail, "c") + "?refuse=1";
        Assert.Contains(path, mail.TextBody, StringComparison.Ordinal);
        var page = await center.Browser.GetAsync(path);
        Assert.Contains("has asked you whether you want them", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Thank you for telling us",
            (await center.Browser.PressOnAsync(page, "not-me")).Text,
            StringComparison.Ordinal
        );
    }

    private static async Task<Person> LeaveAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(Ada, [WebCenter.News]);
        await center.ActAsync(person, Leave.Everything, Channel.OneClick);
        return person;
    }

    private static async Task ImportAsync(WebCenter center, string rows, params string[] more) =>
        (await center.RunAsync(["import", center.Write("list.csv", rows), .. more])).Done();
}
