using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Catalogue.Settings.Pictures;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Catalogue;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests that pages and emails of a running program follow the settings of the site.</summary>
public sealed class SettingsInForceTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Pages_style_and_emails_follow_without_a_start()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.SettingsFromFile);
        var before = await center.Browser.GetAsync("/help");
        Assert.Contains("Northwind", TitleOf(before), StringComparison.Ordinal);
        await ApplyAsync(
            center,
            """{"site":{"name":"Harbour","postalAddress":"2 Quay, Galway","color":"#b3261e","languages":["en","de"]}}"""
        );
        var after = await center.Browser.GetAsync("/help");
        Assert.Contains("Harbour", TitleOf(after), StringComparison.Ordinal);
        Assert.DoesNotContain("Northwind", TitleOf(after), StringComparison.Ordinal);
        Assert.Contains("2 Quay, Galway", after.Text, StringComparison.Ordinal);
        Assert.NotEqual(StyleOf(before.Body), StyleOf(after.Body));
        var style = await center.Browser.GetAsync(StyleOf(after.Body));
        Assert.Contains("--brand:#b3261e", style.Body, StringComparison.Ordinal);
        // A page from before, or from a node that follows a second later, is not without its style.
        var old = await center.Browser.GetAsync(StyleOf(before.Body));
        Assert.Equal((200, style.Body, "no-store"), (old.Status, old.Body, old["Cache-Control"]));

        await center.Browser.PostAsync("/link", ("email", (await center.SubscribeAsync(WebCenter.News)).Address));
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Contains("Harbour", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("#b3261e", mail.HtmlBody, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_uploaded_logo_is_on_pages_and_in_emails_until_it_is_taken_away()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.SettingsFromFile);
        var uploaded = PictureFile.Read(SamplePictures.Png()).Picture!;
        await ApplyAsync(center, $$"""{"site":{"logo":"{{uploaded.Setting}}"} }""");
        var page = await center.Browser.GetAsync("/help");
        Assert.Equal(uploaded.Path, LogoOf(page));
        Assert.Contains("img-src 'self'", page["Content-Security-Policy"], StringComparison.Ordinal);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var served = await client.GetAsync(new Uri(center.Address, uploaded.Path), Cancel);
        Assert.Equal(uploaded.Bytes.ToArray(), await served.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("image/png", served.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", served.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("nosniff", Assert.Single(served.Headers.GetValues("X-Content-Type-Options")));

        await center.Browser.PostAsync("/link", ("email", (await center.SubscribeAsync(WebCenter.News)).Address));
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Contains(uploaded.Path, mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("base64", mail.HtmlBody, StringComparison.Ordinal);
        // The log names it, and does not hold it.
        await using (var context = center.Get<Database>().CreateContext())
            Assert.Single(
                context.Evidence.AsEnumerable(),
                e => Evidence.Parse(e.Content)?.Detail == $$"""{"logo":"{{uploaded.Path}}"}"""
            );

        // An email of before shows the logo of now.
        var next = PictureFile.Read(SamplePictures.Jpeg).Picture!;
        await ApplyAsync(center, $$"""{"site":{"logo":"{{next.Setting}}"} }""");
        var old = await center.Browser.GetAsync(uploaded.Path);
        Assert.Equal((200, "no-store", "image/jpeg"), (old.Status, old["Cache-Control"], old["Content-Type"]));
        await ApplyAsync(center, """{"site":{"logo":""}}""");
        Assert.Equal(404, (await center.Browser.GetAsync(uploaded.Path)).Status);
        Assert.StartsWith("/mark/", LogoOf(await center.Browser.GetAsync("/help")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logo_of_another_host_is_in_emails_alone()
    {
        const string Elsewhere = "https://cdn.example/logo.png";
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.SettingsFromFile);
        await ApplyAsync(center, $$"""{"site":{"logo":"{{Elsewhere}}"} }""");
        Assert.StartsWith("/mark/", LogoOf(await center.Browser.GetAsync("/help")), StringComparison.Ordinal);
        await center.Browser.PostAsync("/link", ("email", (await center.SubscribeAsync(WebCenter.News)).Address));
        Assert.Contains(Elsewhere, Assert.Single(await center.MailsAsync()).HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task Another_node_follows()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.SettingsFromFile);
        await using var two = await one.StartAnotherAsync();
        var logo = PictureFile.Read(SamplePictures.Png()).Picture!;
        await ApplyAsync(one, $$"""{"site":{"name":"Harbour","color":"#b3261e","logo":"{{logo.Setting}}"} }""");
        // This one is told another name at its start.
        await two.Services.GetRequiredService<SiteInForce>().RefreshIfChangedAsync();
        var page = await two.Browser.GetAsync("/help");
        Assert.Contains("Northwind", TitleOf(page), StringComparison.Ordinal);
        Assert.Equal(logo.Path, LogoOf(page));
        var served = await two.Browser.GetAsync(logo.Path);
        Assert.Equal((200, "image/png"), (served.Status, served["Content-Type"]));
        var style = await two.Browser.GetAsync(StyleOf(page.Body));
        Assert.Contains("--brand:#b3261e", style.Body, StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string LogoOf(Answer page) => page.Page.QuerySelector("header img")!.GetAttribute("src")!;

    private static string TitleOf(Answer answer) => answer.Page.QuerySelector("title")!.TextContent;

    private static string StyleOf(string page)
    {
        var at = page.IndexOf("/style/", StringComparison.Ordinal);
        return page[at..page.IndexOf(".css", at, StringComparison.Ordinal)] + ".css";
    }

    private static async Task ApplyAsync(WebCenter center, string json)
    {
        List<PreferenceCenter.Faults.Fault> faults = [];
        var file = SettingsFile.Read(Encoding.UTF8.GetBytes(json), faults)!;
        var plan = await center
            .Services.GetRequiredService<SettingsChanges>()
            .ApplyAsync(file, new StaffBy(Actor.System, Channel.System));
        Assert.Empty(faults.Concat(plan.Faults));
    }
}
