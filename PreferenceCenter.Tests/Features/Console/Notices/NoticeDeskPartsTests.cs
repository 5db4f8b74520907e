using Bunit;
using PreferenceCenter.Features.Console.Notices;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Notices;

/// <summary>Tests the editor of a notice by what it shows: the check as one types, and its versions.</summary>
public sealed class NoticeDeskPartsTests
{
    private const string English = "#f-texts-en-statement";

    [Fact]
    public async Task What_is_typed_is_checked_published_compared_and_taken_back()
    {
        await using var page = await OpenedConsole.OpenAsync("Site:Languages=en");
        var shown = page.Render<NoticeDesk>(p => p.Add(d => d.Key, "news"));
        shown.WaitForElement(".publish", OpenedConsole.Long);
        Assert.DoesNotContain("guilt", shown.Markup, StringComparison.Ordinal);
        var first = shown.Find(English).TextContent;

        await shown.ActAsync(English, e => e.InputAsync("Do not miss out!"));
        shown.WaitForAssertion(
            () => Assert.Contains("guilt", shown.Find(".check").TextContent, StringComparison.Ordinal),
            OpenedConsole.Long
        );
        // It is advice, and no reason to refuse; a heading is one.
        Assert.Empty(shown.FindAll(".errors"));
        await shown.ActAsync(English, e => e.InputAsync("# Big"));
        shown.WaitForElement(".errors", OpenedConsole.Long);
        Assert.Equal("true", shown.Find(English).GetAttribute("aria-invalid"));
        Assert.True(shown.FindAll(".publish button")[^1].HasAttribute("disabled"));

        await shown.ActAsync(English, e => e.InputAsync("Yes, email me the **harbour news**."));
        shown.WaitForAssertion(() => Assert.Empty(shown.FindAll(".errors")), OpenedConsole.Long);
        Assert.DoesNotContain("guilt", shown.Markup, StringComparison.Ordinal);
        await shown.PressAsync(() => shown.FindAll(".publish button")[^1]);
        page.Dialogs.WaitForElement(".mud-dialog-actions", OpenedConsole.Long);
        await page.Dialogs.PressAsync(() => page.Dialogs.FindAll(".mud-dialog-actions button")[^1]);
        shown.WaitForAssertion(
            () => Assert.Contains("1.1", shown.Find(".edit .tag").TextContent, StringComparison.Ordinal),
            OpenedConsole.Long
        );

        await page.ChooseAsync(shown, "History");
        page.Dialogs.WaitForElement(".history .changes", OpenedConsole.Long);
        Assert.EndsWith(first, page.Dialogs.Find(".history del").TextContent, StringComparison.Ordinal);
        Assert.EndsWith(
            "Yes, email me the **harbour news**.",
            page.Dialogs.Find(".history ins").TextContent,
            StringComparison.Ordinal
        );
        await page.Dialogs.ActAsync("#older", e => e.ChangeAsync(page.Dialogs.Find("#newer").GetAttribute("value")!));
        Assert.Empty(page.Dialogs.FindAll(".history .changes"));
        // The version in force is not offered again.
        Assert.Single(page.Dialogs.FindAll(".history li .acts"));
        await page.Dialogs.PressAsync(() => page.Dialogs.Find(".history li .acts button"));
        shown.WaitForAssertion(
            () => Assert.EndsWith("are published again.", page.Said ?? "", StringComparison.Ordinal),
            OpenedConsole.Long
        );
        shown.WaitForAssertion(
            () => Assert.Contains("1.2", shown.Find(".edit .tag").TextContent, StringComparison.Ordinal),
            OpenedConsole.Long
        );
        // With the purpose it always had there is nothing to ask.
        Assert.Empty(shown.FindAll("#ask-again"));
        for (var i = 0; i < 5; i++)
            await page.Web.SubscribeAsync(WebCenter.News);
        await page.Web.ApplyNoticesAsync(
            """{ "topics": [{ "topic": "news", "change": "purpose", "renewBy": "2026-12-24", "texts": { "en": { "statement": "Offers too." } } }] }"""
        );
        shown = page.Render<NoticeDesk>(p => p.Add(d => d.Key, "news"));
        var button = shown.WaitForElement("[aria-labelledby=ask-again] button", OpenedConsole.Long);
        Assert.Equal("Ask 5 people by email", button.TextContent.Trim());
        await shown.PressAsync(() => shown.Find("[aria-labelledby=ask-again] button"));
        var dialog = page.Dialogs.WaitForElement(".mud-dialog:has(.counts)", OpenedConsole.Long);
        Assert.Contains("GDPR article 6(1)(a)", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("24 December 2026", dialog.TextContent, StringComparison.Ordinal);
        await page.Dialogs.PressAsync(() => page.Dialogs.FindAll(".mud-dialog-actions button")[^1]);
        shown.WaitForAssertion(
            () => Assert.Equal("<bdi>5</bdi> people are being asked by email.", page.Said),
            OpenedConsole.Long
        );
        shown.WaitForAssertion(
            () => Assert.Empty(shown.FindAll("[aria-labelledby=ask-again] button")),
            OpenedConsole.Long
        );
        Assert.Contains("Nobody is asked twice", shown.Markup, StringComparison.Ordinal);
    }
}
