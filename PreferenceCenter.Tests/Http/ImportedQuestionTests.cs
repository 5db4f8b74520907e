using Microsoft.AspNetCore.Components;
using PreferenceCenter.Features.Public.Confirm;
using PreferenceCenter.Hosting;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the email of <c>import --confirm</c>: nobody asked for it, and it says whose list asks.</summary>
public sealed class ImportedQuestionTests
{
    [DatabaseTheory]
    [InlineData("the fair of 2019 <desk>")]
    [InlineData("")]
    [Trait("Requirement", "CON-06")]
    public async Task It_names_the_records_and_claims_no_request(string source)
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var list = center.Write("list.csv", $"email,topics,consent_source\nada@people.example,news,{source}\n");
        (await center.RunAsync("import", list, "--confirm")).Done();
        var mail = Assert.Single(await center.MailsAsync());
        var text = mail.TextBody!.ReplaceLineEndings(" ");
        Assert.StartsWith("Do you want emails from", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Wasn", text, StringComparison.Ordinal);
        Assert.Contains("from its own records", text, StringComparison.Ordinal);
        Assert.Contains("You can object", text, StringComparison.Ordinal);
        Assert.Equal(source.Length > 0, text.Contains("Origin given in these records", StringComparison.Ordinal));
        Assert.Contains(source, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<desk>", mail.HtmlBody, StringComparison.Ordinal);
        // The page behind it speaks as the email does, in every language.
        foreach (var language in SiteSettings.DefaultLanguages.Split(','))
        {
            var page = (await center.Browser.GetAsync($"{WebCenter.LinkIn(mail, "c")}?language={language}")).Page;
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            var texts = new PageLanguage(language).Texts<ConfirmTexts>();
            Assert.Equal(Plain(texts.ImportedTitle), page.QuerySelector("h1")!.TextContent);
            Assert.Equal(Plain(texts.ImportedText), page.QuerySelector("form + .soft")!.TextContent);
            Assert.Equal(Plain(texts.ImportedNo), page.QuerySelector("[value=not-me]")!.TextContent);
        }
        Assert.Equal(303, (await center.Browser.PostAsync(WebCenter.LinkIn(mail, "c"))).Status);
    }

    private static string? Plain(MarkupString text) => System.Net.WebUtility.HtmlDecode(text.Value);
}
