using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Features;

/// <summary>Tests the small pages: each has one statement and one way to continue.</summary>
public sealed class OtherPagesTests(PagePreview preview)
{
    [Fact]
    [Trait("Requirement", "DEC-01")]
    [Trait("Requirement", "CON-05")]
    public async Task Confirming_shows_the_wording_and_two_buttons_of_one_kind()
    {
        var page = await preview.Read("/c/ask");
        Assert.Contains(
            "Product news New features and releases, explained in a minute. About twice a month",
            page.QuerySelector("dl")!.Words(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "withdraw your consent at any time",
            page.QuerySelector("main")!.Words(),
            StringComparison.Ordinal
        );
        var buttons = page.QuerySelectorAll("main button").ToList();
        Assert.Equal(["confirm", "not-me"], buttons.Select(b => b.GetAttribute("value")));
        Assert.Single(buttons.Select(b => b.ClassName).Distinct());
    }

    [Theory]
    [InlineData("/c/done", "Confirmed", "Subscribed to Product news")]
    [InlineData("/c/rejected", "Thank you for telling us", "for 30 days")]
    [InlineData("/c/over", "Nothing to confirm here", "Email me a link")]
    [InlineData("/undo/done", "Change undone", "Subscribed to Product news")]
    [InlineData("/undo/used", "Already undone", "Email me a link")]
    [InlineData("/undo/voided", "Nothing to undo here", "Email me a link")]
    [InlineData("/link/sent", "Check your inbox", "If we know this address")]
    [Trait("Requirement", "A11-06")]
    public async Task An_outcome_is_announced(string path, string heading, string says)
    {
        var page = await preview.Read(path);
        Assert.Equal(heading, page.QuerySelector("h1")!.Words());
        Assert.Contains(says, page.QuerySelector("[role=status]")!.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_says_what_comes_back_and_what_does_not_and_has_one_button()
    {
        var page = await preview.Read("/undo/ask");
        Assert.Contains(
            "what you changed on 23 November 2026 at 14:05 UTC",
            page.QuerySelector("main")!.Words(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Will be restored Product news Stays as it is, because you have changed it again since Meetups and webinars",
            page.QuerySelector("dl")!.Words(),
            StringComparison.Ordinal
        );
        Assert.Single(page.QuerySelectorAll("main button"));
    }

    [Fact]
    [Trait("Requirement", "A11-11")]
    [Trait("Requirement", "A11-04")]
    public async Task The_address_can_be_filled_in_by_the_browser()
    {
        var field = (await preview.Read("/link")).QuerySelector("input[name=email]")!;
        Assert.Equal(("email", "email"), (field.GetAttribute("type"), field.GetAttribute("autocomplete")));
        Assert.Null(field.GetAttribute("aria-invalid"));
    }

    [Fact]
    [Trait("Requirement", "A11-14")]
    [Trait("Requirement", "A11-03")]
    public async Task A_wrong_address_is_explained_beside_the_field_and_kept()
    {
        var page = await preview.Read("/link/invalid");
        var field = page.QuerySelector("input[name=email]")!;
        Assert.Equal(("true", "anna@"), (field.GetAttribute("aria-invalid"), field.GetAttribute("value")));
        var why = page.GetElementById(field.GetAttribute("aria-describedby")!)!;
        Assert.Equal("alert", why.GetAttribute("role"));
        Assert.Contains("anna@example.com", why.Words(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "HDR-04")]
    public async Task Help_names_every_way_to_stop_the_mails()
    {
        var page = await preview.Read("/help");
        Assert.Equal(
            [
                "Unsubscribe link in each email",
                "Unsubscribe in your email app",
                "By email",
                "If you don’t have an email to hand",
                "Contact us",
            ],
            page.QuerySelectorAll(".ways h3").Select(h => h.Words())
        );
        Assert.Contains(
            "unsubscribe@northwind.example",
            page.QuerySelector(".ways")!.Words(),
            StringComparison.Ordinal
        );
        Assert.Equal("/link?language=en", page.QuerySelector(".ways a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_receipt_says_what_when_how_and_where_it_stands()
    {
        var page = await preview.Read("/receipt/sample");
        var facts = page.QuerySelectorAll(".card")
            .Select(c => c.Words())
            .Single(words => words.Contains("Unsubscribed", StringComparison.Ordinal));
        Assert.Contains(
            "Unsubscribed: Product news When 23 November 2026 at 14:05 UTC How One click in the mail program",
            facts,
            StringComparison.Ordinal
        );
        Assert.Contains("Entry 184312", facts, StringComparison.Ordinal);
        Assert.Equal("/receipt/sample?format=json", page.QuerySelector("main a")!.GetAttribute("href"));
        Assert.Contains("verify-receipt", page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/error/400", 400, "Nothing was changed.")]
    [InlineData("/error/404", 404, "The links in our emails")]
    [InlineData("/error/413", 413, "Nothing was changed.")]
    [InlineData("/error/429", 429, "You can unsubscribe at any time")]
    [InlineData("/error/500", 500, "Error reference: 0HNA7K2")]
    [InlineData("/error/503", 503, "not saved yet")]
    [Trait("Requirement", "A11-06")]
    public async Task An_error_is_said_in_the_same_look(string path, int status, string says)
    {
        var answer = await preview.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(
            says,
            (await preview.Read(path)).QuerySelector("[role=alert]")!.Words(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_link_that_cannot_be_used_does_not_say_why()
    {
        var answer = await preview.Client.GetAsync("/u/unusable", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)answer.StatusCode);
        var page = await preview.Read("/u/unusable");
        Assert.Empty(page.Forms);
        Assert.Equal("/link?language=en", page.QuerySelector("main a")!.GetAttribute("href"));
    }

    [Fact]
    [Trait("Requirement", "DEC-01")]
    public async Task A_link_past_its_life_is_renewed_or_used_to_leave()
    {
        var page = await preview.Read("/p/expired");
        Assert.Equal("/p/expired?language=en", Assert.Single(page.Forms).GetAttribute("action"));
        var buttons = page.QuerySelectorAll("main button").ToList();
        Assert.Equal(["send-link", "leave-all"], buttons.Select(b => b.GetAttribute("value")));
        Assert.Single(buttons.Select(b => b.ClassName).Distinct());
    }
}
