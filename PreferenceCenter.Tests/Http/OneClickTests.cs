using System.Net.Http.Headers;
using System.Text;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the mailbox provider's unsubscribe button (RFC 8058) as providers post it.</summary>
public sealed class OneClickTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly (string, string) Pair = ("List-Unsubscribe", "One-Click");

    // RFC 8058 §8.1.
    private const string Urlencoded = "List-Unsubscribe=One-Click";

    // RFC 8058 §8.3.
    private const string Multipart =
        "---FormBoundaryjWmhtjORrn\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n---FormBoundaryjWmhtjORrn--";

    // The type as the sender wrote it, which may be none.
    public static TheoryData<string?, string> HandMade =>
        new()
        {
            { null, Urlencoded },
            { "text/plain", Urlencoded },
            { "text/plain; charset=us-ascii", Urlencoded + "\r\n" },
            { "multipart/form-data", Urlencoded },
            { "multipart/form-data; boundary=x", Urlencoded },
            { "multipart/form-data", Multipart },
            { null, Multipart },
            { "application/x-www-form-urlencoded", Multipart },
            { "application/x-www-form-urlencoded", "\uFEFF" + Urlencoded },
            { "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", "\uFEFF" + Multipart },
            { "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", "A preamble.\r\n" + Multipart },
            { "application/x-www-form-urlencoded", Urlencoded + "%00" },
            { "application/x-www-form-urlencoded", Urlencoded + "\0" },
            { "application/x-www-form-urlencoded", Urlencoded + "&campaign=a%00b&%00=%0%000" },
            {
                "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn",
                Multipart.Replace("One-Click", "One-\0Click", StringComparison.Ordinal)
            },
        };

    /// <summary>A multipart body of which the end is missing, wherever it was cut off behind the pair.</summary>
    public static TheoryData<string?, string> Unended =>
        new(
            from cut in new[] { 0, 1, 2, 3, 6, 20, 24, 25, 26 }
            select ((string?)"multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", Multipart[..^cut])
        );

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(HandMade))]
    [MemberData(nameof(Unended))]
    [Trait("Requirement", "UNS-05")]
    public async Task Where_the_pair_can_be_read_the_post_leaves(string? type, string body)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await center.Browser.SendAsync(HttpMethod.Post, center.UnsubscribePath(person), content);
        Assert.Equal((200, "Unsubscribed.\n"), (answer.Status, answer.Body));
        Assert.Equal("stopped", center.Gate(person, "news"));
    }

    /// <summary>
    /// The examples of RFC 8058 §8: as printed, and the second with its boundary corrected by errata 5117 and 8927.
    /// </summary>
    public static TheoryData<string, string> Examples =>
        new()
        {
            { "application/x-www-form-urlencoded", Urlencoded },
            { "application/x-www-form-urlencoded; charset=UTF-8", Urlencoded + "&extra=1&List-ID=news" },
            { "application/x-www-form-urlencoded", Urlencoded + "\r\n" },
            { "application/x-www-form-urlencoded", Urlencoded + "\n" },
            { "application/x-www-form-urlencoded", "\r\n " + Urlencoded + " \t" },
            { "application/x-www-form-urlencoded", Urlencoded + "+" },
            { "application/x-www-form-urlencoded", $"{Urlencoded}&{Urlencoded}" },
            { "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", Multipart.ReplaceLineEndings("\n") },
            { "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", Multipart.ReplaceLineEndings("\n") + "\n" },
            {
                "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn",
                Multipart.Replace("One-Click", "One-Click\r\n", StringComparison.Ordinal)
            },
            { "multipart/form-data; boundary=---FormBoundaryjWmhtjORrn", Multipart.ReplaceLineEndings("\n") },
            { "multipart/form-data; boundary=-FormBoundaryjWmhtjORrn", Multipart },
            { "multipart/form-data; boundary=---FormBoundaryjWmhtjORrn", Multipart },
            { "multipart/form-data; boundary=\"---FormBoundaryjWmhtjORrn\"", Multipart },
            {
                "multipart/form-data; boundary=----WebKitFormBoundaryAb",
                "------WebKitFormBoundaryAb\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n------WebKitFormBoundaryAb--\r\n"
            },
        };

    [DatabaseTheory]
    [MemberData(nameof(Examples))]
    [Trait("Requirement", "UNS-03")]
    [Trait("Requirement", "UNS-05")]
    [Trait("Requirement", "UNS-06")]
    [Trait("Requirement", "UNS-07")]
    [Trait("Requirement", "UNS-11")]
    public async Task Both_encodings_leave_and_are_answered_plainly(string type, string body)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var answer = await center.Browser.SendAsync(
            HttpMethod.Post,
            center.UnsubscribePath(person, WebCenter.News),
            Content(type, body)
        );
        Assert.Equal(200, answer.Status);
        Assert.Equal("Unsubscribed.\n", answer.Body);
        Assert.Equal("text/plain; charset=utf-8", answer["Content-Type"]);
        Assert.Null(answer["Set-Cookie"]);
        Assert.Null(answer.Location);
        Assert.Equal([(EventKind.Withdrawn, WebCenter.News, 0L)], center.ActsOf(person));
        Assert.Equal(Channel.OneClick, center.EventsOf(person)[^1].Channel);
    }

    // Whoever presses a button of their mailbox asked for no email; what they do on our own page is confirmed.
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("Mail:ConfirmOneClick=false", false, 0)]
    [InlineData("Mail:ConfirmOneClick=true", false, 1)]
    [InlineData("Mail:ConfirmOneClick=false", true, 1)]
    public async Task A_providers_post_sends_no_email_unless_asked_so(string setting, bool page, int mails)
    {
        await using var center = await WebCenter.StartAsync([setting], WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.PostAsync(
            center.UnsubscribePath(person),
            [("List-Unsubscribe", "One-Click"), .. page ? [("page", "1")] : Array.Empty<(string, string)>()]
        );
        center.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((true, mails), (center.StateOf(person).Stopped, (await center.MailsAsync()).Count));
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-15")]
    public async Task It_is_in_force_for_the_next_question_a_sender_asks()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        Assert.Equal("allowed", center.Gate(person, "news"));
        await center.Browser.PostAsync(center.UnsubscribePath(person, WebCenter.News), Pair);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-14")]
    public async Task A_topics_token_leaves_that_topic_and_a_token_for_all_leaves_all()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events, WebCenter.Secret);
        await center.Browser.PostAsync(center.UnsubscribePath(person, WebCenter.Secret), Pair);
        Assert.Equal(
            [WebCenter.News, WebCenter.Events],
            center.StateOf(person).Topics.Where(c => c.On).Select(c => c.Aspect)
        );
        Assert.False(center.StateOf(person).Stopped);
        await center.Browser.PostAsync(center.UnsubscribePath(person), Pair);
        Assert.True(center.StateOf(person).Stopped);
        Assert.DoesNotContain(center.StateOf(person).Topics, c => c.On);
        Assert.Equal("stopped", center.Gate(person, "events"));
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-03")]
    [Trait("Requirement", "UNS-04")]
    public async Task A_token_acts_on_nobody_but_the_one_it_names()
    {
        var center = await shared.NextAsync();
        var (one, other) = (await center.SubscribeAsync(WebCenter.News), await center.SubscribeAsync(WebCenter.News));
        await center.Browser.PostAsync(center.UnsubscribePath(one), Pair);
        Assert.Empty(center.ActsOf(other));
        Assert.Equal("allowed", center.Gate(other, "news"));
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-07")]
    public async Task What_else_a_request_brings_is_not_looked_at()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var answer = await center.Browser.SendAsync(
            HttpMethod.Post,
            center.UnsubscribePath(person),
            Browser.Encode(Pair),
            ("Cookie", "__Host-session=somebody-else"),
            ("Authorization", "Bearer pc_other"),
            ("Origin", "https://mail.example"),
            ("Sec-Fetch-Site", "cross-site")
        );
        Assert.Equal(200, answer.Status);
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("?language=de")]
    [InlineData("?utm_source=mail&x=1")]
    [Trait("Requirement", "UNS-06")]
    public async Task Nothing_about_the_address_makes_it_a_redirect(string tail)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        Assert.Equal(200, (await center.Browser.PostAsync(center.UnsubscribePath(person) + tail, Pair)).Status);
        Assert.True(center.StateOf(person).Stopped);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-10")]
    public async Task Five_equal_posts_are_one_event_and_five_equal_answers()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var (answers, first) = (new List<Answer>(), center.Now);
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await center.Browser.PostAsync(center.UnsubscribePath(person, WebCenter.News), Pair));
            center.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Single(answers.Select(a => a.Seen).Distinct());
        Assert.Equal([(EventKind.Withdrawn, WebCenter.News, 0L)], center.ActsOf(person));
        Assert.Equal(first, center.StateOf(person)[WebCenter.News].LeftAt);
        Assert.Single(await center.MailsOfChangesAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-10")]
    public async Task Five_at_once_are_one_event_too()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => center.Browser.PostAsync(center.UnsubscribePath(person), Pair))
        );
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(
            [(EventKind.Stopped, Aspect.Everything, 1L), (EventKind.Withdrawn, WebCenter.News, 0L)],
            center.ActsOf(person)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-19")]
    public async Task Evidence_keeps_the_network_the_program_and_which_link_and_no_token()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = center.UnsubscribePath(person);
        await center.Browser.SendAsync(HttpMethod.Post, path, Browser.Encode(Pair), ("User-Agent", "Mailbox/1.0"));
        var evidence = center.EvidenceOf(center.EventsOf(person)[^1]);
        Assert.Equal("127.0.0.0/24", evidence.Ip);
        Assert.Equal("Mailbox/1.0", evidence.UserAgent);
        Assert.Equal($"signed/3/{center.Now.ToUnixTimeSeconds()}", evidence.Link);
        Assert.DoesNotContain(path[3..], Encoding.UTF8.GetString(evidence.ToBytes()), StringComparison.Ordinal);
    }

    private static ByteArrayContent Content(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
