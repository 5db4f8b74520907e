using AngleSharp;
using AngleSharp.Dom;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Proof;

/// <summary>Tests the page that <c>consent proof --html</c> writes.</summary>
public sealed class ProofPageTests
{
    [DatabaseFact]
    [Trait("Requirement", "CON-07")]
    public async Task Request_and_confirmation_stand_side_by_side_and_the_words_in_their_own_language()
    {
        await using var center = await ProofCenter.StartAsync();
        await ProofCenter.SignUpAsync(center);
        var (page, _) = await PageAsync(center);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        var tables = page.QuerySelectorAll("table.declared").ToList();
        Assert.Equal(2, tables.Count);
        Assert.Equal(
            ["Request (event 1)", "Confirmation (event 3)"],
            tables[0].QuerySelectorAll("thead th").Select(h => h.TextContent)
        );
        var shown = Assert.Single(
            tables[0].QuerySelectorAll("tbody tr"),
            r => r.QuerySelector("th")!.TextContent == "Wording shown"
        );
        Assert.All(shown.QuerySelectorAll("a"), a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        var words = page.QuerySelectorAll("blockquote")
            .First(b => b.TextContent.Contains("schickt mir Neues", StringComparison.Ordinal));
        Assert.Equal("de", words.GetAttribute("lang"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-06")]
    public async Task The_receipt_on_it_verifies()
    {
        await using var center = await ProofCenter.StartAsync();
        await ProofCenter.SignUpAsync(center);
        var (page, _) = await PageAsync(center);
        var file = center.Write("receipt.json", page.QuerySelector("pre#receipt")!.TextContent);
        Assert.StartsWith(
            "ok",
            (await center.RunAsync("ledger", "verify-receipt", file, "--public-key", center.PublicKeyFile)).Done(),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task It_runs_nothing_and_fetches_nothing_and_every_link_outside_a_wording_stays_on_it()
    {
        await using var center = await ProofCenter.StartAsync();
        await ProofCenter.SignUpAsync(center);
        var (page, html) = await PageAsync(center);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, form, [src], [style], base"));
        Assert.DoesNotContain(
            page.All,
            e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        );
        foreach (var fetches in (string[])["url(", "@import"])
            Assert.DoesNotContain(fetches, html, StringComparison.Ordinal);
        Assert.All(
            page.QuerySelectorAll("[href]").Where(a => a.Closest("blockquote[lang]") is null),
            a => Assert.StartsWith("#", a.GetAttribute("href"), StringComparison.Ordinal)
        );
        Assert.Contains(
            "default-src 'none'",
            page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_somebody_typed_to_do_harm_is_text_and_stays_text()
    {
        await using var center = await ProofCenter.StartAsync();
        const string Harm = "<script>alert(1)</script>",
            Breakout = "\"><img src=x onerror=alert(1)>";
        var address =
            EmailAddress.TryParse("o'brien&co@people.example") ?? EmailAddress.TryParse("obrien@people.example")!;
        var act = new Act(
            Channel.Import,
            new Actor(ActorKind.Operator, RandomId.New()),
            center.Now,
            LawfulBasis.Consent,
            1,
            0
        );
        var result = await center.SubmitAsync(
            new PersonChange(
                PersonKey.Of(address),
                new PreferenceCenter.Domain.Assert(
                    new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Every }
                ),
                act,
                new Evidence
                {
                    Address = Harm,
                    Name = Breakout,
                    UserAgent = Harm,
                    Page = "javascript:alert(1)",
                    Source = "https://evil.example/" + Harm,
                    Method = Breakout,
                    Text = "</blockquote>" + Harm,
                    File = Breakout,
                    Line = 2,
                    Comment = Harm,
                }
            )
            {
                Register = new Registration(address, "en", Harm),
                Notify = false,
            }
        );
        Assert.True(result.Ok);
        var (page, html) = await PageAsync(center, address.Typed);
        Assert.Empty(page.QuerySelectorAll("script, img"));
        foreach (var raw in (string[])["<script", "<img", "href=\"javascript", "href=\"https://evil"])
            Assert.DoesNotContain(raw, html, StringComparison.OrdinalIgnoreCase);
        foreach (var expected in (string[])[Harm, Breakout, "javascript:alert(1)"])
            Assert.Contains(expected, page.Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<(IDocument Page, string Html)> PageAsync(
        WebCenter center,
        string address = ProofCenter.Address
    )
    {
        var file = Path.Combine(center.Directory, "proof.html");
        Assert.Equal(
            file + "\n",
            (await center.RunAsync("consent", "proof", "--email", address, "--html", file)).Done()
        );
        var html = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        return (
            await BrowsingContext
                .New(Configuration.Default)
                .OpenAsync(r => r.Content(html), TestContext.Current.CancellationToken),
            html
        );
    }
}
