using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Footers;
using PreferenceCenter.Links;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.Staff;
using PreferenceCenter.Tests.Mail;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests that a test message is a real one, and that its links work and store nothing.</summary>
[Trait("Requirement", "TPL-08")]
public sealed class TestLinkTests
{
    private const string Note = "This is a test.";

    [DatabaseFact]
    [Trait("Requirement", "WDR-06")]
    public async Task Every_link_of_a_test_message_works_and_stores_nothing()
    {
        await using var peer = new SmtpPeer();
        await using var center = await RequestCenter.StartAsync(
            "Mail:Transport=Smtp",
            "Mail:Smtp:Host=127.0.0.1",
            $"Mail:Smtp:Port={peer.Port}",
            "Mail:Smtp:Security=None",
            "Mail:ListsFrom=Harbour letters <letters@northwind.example>"
        );
        var (web, browser, ada) = (center.Web, center.Web.Browser, center.By(StaffRole.Marketing));
        var kinds = KindsOf(web);
        Assert.Equal(new TestMessageResult(), await SendAsync(center, ada.Ticket, "news", "en"));
        // All that is written: that the account sent one, and how many it did.
        Assert.Equal([.. kinds, EventKind.TestMessageSent], KindsOf(web));

        var received = Assert.Single(peer.Received);
        Assert.Equal([StaffCenter.AddressOf(StaffRole.Marketing)], received.Recipients);
        var (preferences, unsubscribe) = LinksOf(received.Message);
        Assert.Equal($"<{WebCenter.PublicUrl}{unsubscribe}>", received.Message.Headers["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", received.Message.Headers["List-Unsubscribe-Post"]);
        Assert.Contains("<news.", received.Message.Headers["List-Id"], StringComparison.Ordinal);
        Assert.Equal("letters@northwind.example", received.Message.From.Mailboxes.Single().Address);
        Assert.Contains(web.Get<Site>().PostalAddress, received.Message.TextBody, StringComparison.Ordinal);
        Assert.False(received.Message.Headers.Contains("Auto-Submitted"));

        var before = web.Rows();
        // By the mail program, and by hand.
        Assert.Equal(200, (await browser.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Contains(
            "already",
            (await Test(browser.GetAsync(unsubscribe))).Text,
            StringComparison.OrdinalIgnoreCase
        );
        // The preferences page knows, and takes the person back and everything away.
        var shown = await Test(browser.GetAsync(preferences));
        Assert.False(Ticked(shown, "news"));
        var waits = await Test(browser.SaveAsync(preferences, form => Tick(form, "news")));
        Assert.NotNull(waits.Page.QuerySelector("li.wait [value=news]"));
        await Test(browser.PressOnAsync(await browser.GetAsync(preferences), "leave-all"));
        await Test(browser.PostOnAsync(preferences + "/reason", ("reason", "too-many")));
        var asked = await Test(browser.PostOnAsync(preferences + "/data"));
        Assert.Empty(asked.Page.QuerySelectorAll("a[href*='/me']"));
        Assert.Null(asked["Set-Cookie"]);
        foreach (var language in Languages.All)
            Assert.NotNull(
                (await browser.GetAsync($"{preferences}?language={language}")).Page.QuerySelector("main > [role=note]")
            );
        Assert.Equal(before, web.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_press_and_its_undo_are_those_of_the_real_page()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var before = center.Rows();
        Assert.True(Ticked(await Test(center.Browser.GetAsync(PathOf(center, LinkPurpose.Preferences))), "news"));
        var page = await Test(center.Browser.GetAsync(PathOf(center, LinkPurpose.Unsubscribe)));
        var left = await Test(center.Browser.PressOnAsync(page));
        Assert.Contains("Unsubscribed from Harbour news", left.Text, StringComparison.Ordinal);
        Assert.True(left.Body.Contains("/undo/", StringComparison.Ordinal), left.Path + left.Body);
        var back = await Test(center.Browser.PressOnAsync(left, selector: "form[action^='/undo/'] button"));
        Assert.Contains("Harbour news", back.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
        // A page that is opened once more says the same as for a subscriber, and another test is of another person.
        Assert.Contains(
            "Unsubscribe",
            (await Test(center.Browser.GetAsync(PathOf(center, LinkPurpose.Unsubscribe)))).Text,
            StringComparison.Ordinal
        );
        center.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(200, (await center.Browser.GetAsync(PathOf(center, LinkPurpose.Preferences))).Status);
        Assert.Equal(before, center.Rows());
    }

    [Fact]
    public async Task A_real_link_stores_and_says_nothing_of_a_test_and_a_forged_one_opens_nothing()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        var test = PathOf(center, LinkPurpose.Unsubscribe, person.Id);
        Assert.Equal(200, (await center.Browser.PostAsync(test, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal("allowed", center.Gate(person, "news"));
        Assert.Equal(before, center.Rows());
        foreach (
            var dead in new[]
            {
                test[..^2] + "AA",
                "/p/" + test[3..],
                "/u/" + PathOf(center, LinkPurpose.Preferences)[3..],
                test + "/",
            }
        )
            Assert.Equal((dead, 404), (dead, (await center.Browser.GetAsync(dead)).Status));
        var real = await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News));
        Assert.DoesNotContain(Note, real.Text, StringComparison.Ordinal);
        await center.Browser.PressAsync(real);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
        Assert.NotEqual(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task It_goes_to_nobody_else_not_twice_and_not_without_end()
    {
        await using var center = await RequestCenter.StartAsync();
        var ada = center.By(StaffRole.Marketing).Ticket!;
        var once = ada.Sending(RandomId.New(), "news");
        for (var press = 0; press < 2; press++)
            Assert.Equal(new TestMessageResult(), await SendAsync(center, once, "news", "de"));
        var mail = Assert.Single(await center.Web.MailsAsync());
        Assert.Equal("de", mail.Body!.Headers["Content-Language"]);
        Assert.Null(await SendAsync(center, ada, "nothing", "de"));
        foreach (var role in new[] { StaffRole.Privacy, StaffRole.Auditor })
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
                SendAsync(center, center.By(role).Ticket, "news", "en")
            );
        for (var more = 1; more < 20; more++)
            Assert.Null((await SendAsync(center, ada, "secret", "en"))!.Until);
        Assert.NotNull((await SendAsync(center, ada, "secret", "en"))!.Until);
        Assert.Null((await SendAsync(center, center.Owner.Ticket, "secret", "en"))!.Until);
        center.Web.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await SendAsync(center, center.By(StaffRole.Marketing).Ticket, "secret", "en"))!.Until);
    }

    private static async Task<TestMessageResult?> SendAsync(
        RequestCenter center,
        PreferenceCenter.Staff.StaffTicket? ticket,
        string topic,
        string language
    )
    {
        await using var scope = center.Web.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<TestMessageService>()
            .SendAsync(ticket, topic, language, TestContext.Current.CancellationToken);
    }

    private static string PathOf(WebCenter center, LinkPurpose purpose, Guid? person = null) =>
        (purpose == LinkPurpose.Unsubscribe ? "/u/" : "/p/")
        + SignedLink.Mint(
            center.Get<TestLinkKeys>().Current.Active,
            purpose,
            person ?? RandomId.New(),
            (uint)WebCenter.News,
            (uint)center.Now.ToUnixTimeSeconds()
        );

    /// <summary>The answer, which is a page that says that it is of a test.</summary>
    private static async Task<Answer> Test(Task<Answer> asked)
    {
        var answer = await asked;
        Assert.Equal(200, answer.Status);
        Assert.Contains(Note, answer.Text, StringComparison.Ordinal);
        return answer;
    }

    private static (string Preferences, string Unsubscribe) LinksOf(MimeMessage message) =>
        (WebCenter.LinkIn(message, "p"), WebCenter.LinkIn(message, "u"));

    private static EventKind[] KindsOf(WebCenter center)
    {
        using var context = center.Get<PreferenceCenter.Data.Database>().CreateContext();
        return [.. context.LedgerEvents.OrderBy(e => e.Position).Select(e => e.Kind)];
    }

    private static bool Ticked(Answer page, string topic) =>
        page.Page.QuerySelector($"[name=topics][value={topic}]")!.HasAttribute("checked");

    private static void Tick(AngleSharp.Html.Dom.IHtmlFormElement form, string topic) =>
        form.QuerySelector($"[name=topics][value={topic}]")!.SetAttribute("checked", "");
}
