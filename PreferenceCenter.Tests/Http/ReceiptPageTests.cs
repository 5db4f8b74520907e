using System.Text;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the receipt of a change, opened by the reference in its mail: a page to read and JSON to keep.
/// </summary>
public sealed class ReceiptPageTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("text/html", "text/html; charset=utf-8")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8")]
    [InlineData("*/*", "text/html; charset=utf-8")]
    [InlineData(null, "text/html; charset=utf-8")]
    [InlineData("application/json", "application/json; charset=utf-8")]
    [InlineData("application/ld+json", "application/ld+json")]
    [InlineData("application/json, application/ld+json;q=0.9", "application/json; charset=utf-8")]
    [InlineData("text/html;q=0.5, application/json", "application/json; charset=utf-8")]
    [InlineData("application/json;q=0.1, text/html", "text/html; charset=utf-8")]
    public async Task It_is_a_page_or_json_as_the_reader_asks(string? accept, string type)
    {
        var center = await shared.NextAsync();
        var (_, path) = await ReceiptAsync(center);
        var answer = accept is null
            ? await center.Browser.GetAsync(path)
            : await center.Browser.GetAsync(path, ("Accept", accept));
        Assert.Equal((200, type), (answer.Status, answer["Content-Type"]));
        Assert.Contains("Accept", answer["Vary"], StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task The_page_tells_what_was_done_and_names_nobody()
    {
        var center = await shared.NextAsync();
        var (person, path) = await ReceiptAsync(center);
        var page = await center.Browser.GetAsync(path);
        Assert.Contains("Harbour news", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Address, page.Body, StringComparison.Ordinal);
        var download = await center.Browser.GetAsync(
            page.Page.QuerySelector("main a[href*='format=json']")!.GetAttribute("href")!
        );
        Assert.Equal("application/json; charset=utf-8", download["Content-Type"]);
        Assert.Contains("receipt.json", download["Content-Disposition"], StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Each_part_says_what_it_is_also_what_waits_for_the_mailbox()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(
            center.PreferencesPath(person),
            form =>
            {
                form.Untick("news");
                form.Tick("events");
            }
        );
        var mail = Assert.Single(await center.MailsOfChangesAsync(), m => WebCenter.FindLink(m, "receipt") is not null);
        var page = await center.Browser.GetAsync(WebCenter.LinkIn(mail, "receipt"));
        var parts = page
            .Page.QuerySelector("main section")!
            .QuerySelectorAll("h2")
            .Select(h => h.TextContent)
            .ToArray();
        Assert.Equal(2, parts.Length);
        Assert.Single(parts, part => part.EndsWith(": requested, waiting for confirmation", StringComparison.Ordinal));
        Assert.All(parts, part => Assert.Contains(": ", part, StringComparison.Ordinal));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_json_verifies_without_us()
    {
        var center = await shared.NextAsync();
        var (_, path) = await ReceiptAsync(center);
        var json = (await center.Browser.GetAsync(path, ("Accept", "application/json"))).Body;
        Assert.DoesNotContain("people.example", json, StringComparison.Ordinal);
        Assert.True(Receipt.TryParse(Encoding.UTF8.GetBytes(json), out var receipt, out _));
        Assert.True(
            VerifierKey.TryParse(
                (
                    await File.ReadAllTextAsync(
                        Path.Combine(center.Directory, "keys", LogSigningKeyFile.PublicName),
                        TestContext.Current.CancellationToken
                    )
                ).Trim(),
                out var key
            )
        );
        Assert.Equal(ReceiptFault.None, receipt.Verify(key).Fault);
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task It_stands_as_long_as_the_person_does()
    {
        var center = await shared.NextAsync();
        var (person, path) = await ReceiptAsync(center);
        center.Clock.Advance(TimeSpan.FromDays(2000));
        Assert.Equal(200, (await center.Browser.GetAsync(path)).Status);
        await center.EraseAsync(person);
        AssertRefused(await center.Browser.GetAsync(path));
        AssertRefused(await center.Browser.GetAsync(path, ("Accept", "application/json")));
        AssertRefused(await center.Browser.GetAsync(path + "?format=json"));
        Assert.Equal(404, (await center.Browser.GetAsync("/receipt/" + new string('A', 43))).Status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "HDR-04")]
    public async Task Help_is_there_without_any_link_and_says_how_to_get_one()
    {
        var center = await shared.NextAsync();
        var help = await center.Browser.GetAsync("/help");
        Assert.Equal(200, help.Status);
        Assert.NotNull(help.Page.QuerySelector("main a[href^='/link']"));
    }

    // Neither the page nor the JSON of an erased person's receipt, which holds the id of their events.
    private static void AssertRefused(Answer answer)
    {
        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("\"event\"", answer.Body, StringComparison.Ordinal);
    }

    private static async Task<(Person, string)> ReceiptAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click")
        );
        return (person, WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "receipt"));
    }
}
