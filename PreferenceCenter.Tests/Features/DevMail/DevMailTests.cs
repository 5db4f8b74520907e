using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PreferenceCenter.Tests.Mail;
using PreferenceCenter.Tests.Mail.Views;
using Xunit;

namespace PreferenceCenter.Tests.Features.DevMail;

/// <summary>Tests the pages of the development inbox.</summary>
public class DevMailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<IHtmlDocument> PageAsync(DevMailApp app, string path) =>
        new HtmlParser().ParseDocument(await app.Client.GetStringAsync(new Uri(path, UriKind.Relative), Stop));

    private static Task<HttpResponseMessage> GetAsync(DevMailApp app, string path) =>
        app.Client.GetAsync(new Uri(path, UriKind.Relative), Stop);

    private static async Task<DevMailApp> WithTwoAsync()
    {
        var app = await DevMailApp.StartAsync();
        var renderer = MailCases.Renderer();
        await app.PutAsync("first@example.com", await renderer.ChangesAsync(MailCases.LeftOne("en"), "en"), Samples.At);
        await app.PutAsync(
            "second@example.com",
            await renderer.ConfirmAsync(MailCases.Wished("ar"), "ar"),
            Samples.At.AddMinutes(1)
        );
        return app;
    }

    [Fact]
    public async Task The_list_has_the_newest_first_and_leads_to_each()
    {
        await using var app = await WithTwoAsync();
        var links = (await PageAsync(app, "/dev/mail")).QuerySelectorAll("ol a");
        Assert.Equal(
            ["second@example.com", "first@example.com"],
            links.Select(link => link.QuerySelector(".to")!.TextContent)
        );
        var mail = await PageAsync(app, links[1].GetAttribute("href")!);
        Assert.Equal("Your email preferences at Northwind are saved", mail.QuerySelector("h2")!.TextContent);
        Assert.Equal("first@example.com", mail.QuerySelectorAll("dd")[1].TextContent);
    }

    [Fact]
    public async Task The_html_stands_in_a_sandbox_that_runs_nothing_and_opens_its_links_outside()
    {
        await using var app = await WithTwoAsync();
        var path = (await PageAsync(app, "/dev/mail")).QuerySelector("ol a")!.GetAttribute("href")!;
        var frame = (await PageAsync(app, path)).QuerySelector("iframe")!;
        Assert.Equal("allow-popups allow-popups-to-escape-sandbox", frame.GetAttribute("sandbox"));

        using var answer = await GetAsync(app, frame.GetAttribute("src")!);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith(
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'",
            policy,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        var mail = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal("_blank", mail.QuerySelector("base")!.GetAttribute("target"));
        Assert.Equal(MailCases.Url("c/").AbsoluteUri, mail.QuerySelector("a.b")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Text_and_source_are_shown_as_they_are()
    {
        await using var app = await WithTwoAsync();
        var path = (await PageAsync(app, "/dev/mail")).QuerySelectorAll("ol a")[1].GetAttribute("href")!;
        Assert.Contains(
            "- Product news: unsubscribed",
            (await PageAsync(app, path + "?show=text")).QuerySelector("pre")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Auto-Submitted: auto-generated",
            (await PageAsync(app, path + "?show=source")).QuerySelector("pre")!.TextContent,
            StringComparison.Ordinal
        );
        using var source = await GetAsync(app, path + "/source");
        Assert.Equal("text/plain", source.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "List-Help: <https://choices.example.org/help>",
            await source.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_mail_says_is_text_to_the_page()
    {
        await using var app = await DevMailApp.StartAsync();
        const string evil = "<script>alert(1)</script>";
        await app.PutAsync(
            "jane@example.com",
            Samples.Content(subject: evil, html: $"<p>{evil}</p>", text: evil),
            Samples.At
        );
        var list = await PageAsync(app, "/dev/mail");
        Assert.Empty(list.Scripts);
        var path = list.QuerySelector("ol a")!.GetAttribute("href")!;
        foreach (var part in new[] { "html", "text", "source" })
            Assert.Empty((await PageAsync(app, $"{path}?show={part}")).Scripts);
        using var answer = await GetAsync(app, path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/mail/..%2Fsecret")]
    [InlineData("/dev/mail/..%2Fsecret/source")]
    [InlineData("/dev/mail/..%2Fsecret/html")]
    [InlineData("/dev/mail/%2e%2e%2fsecret")]
    [InlineData("/dev/mail/..%5Csecret")]
    [InlineData("/dev/mail/secret%00")]
    [InlineData("/dev/mail/unknown")]
    [InlineData("/dev/mail/unknown/html")]
    public async Task Nothing_beside_the_directory_is_shown(string path)
    {
        await using var app = await WithTwoAsync();
        await File.WriteAllTextAsync(
            Path.Combine(app.MailDirectory, "..", "secret.eml"),
            "Subject: secret\r\n\r\nsecret",
            Stop
        );
        using var answer = await GetAsync(app, path);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_or_broken_directory_is_no_fault()
    {
        await using var app = await DevMailApp.StartAsync();
        Assert.Contains("No mail yet", (await PageAsync(app, "/dev/mail")).Body!.TextContent, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(
            Path.Combine(app.MailDirectory, "20261123T191500-broken.eml"),
            [0xFF, 0x00, 0x0A],
            Stop
        );
        using var answer = await GetAsync(app, "/dev/mail");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/dev/mail")]
    [InlineData("/dev/mail/style.css")]
    public async Task It_exists_in_Development_alone(string path)
    {
        await using var app = await DevMailApp.StartAsync("Production");
        using var answer = await GetAsync(app, path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_a_body_and_nothing_sets_a_cookie()
    {
        await using var app = await WithTwoAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/dev/mail");
        using var answer = await app.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
