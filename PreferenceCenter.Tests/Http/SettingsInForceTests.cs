using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests that pages and emails of a running program follow the settings of the site.</summary>
public sealed class SettingsInForceTests
{
    [DatabaseFact]
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

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task Another_node_follows()
    {
        await using var one = await WebCenter.StartAsync(adjust: WebCenter.SettingsFromFile);
        await using var two = await one.StartAnotherAsync();
        await ApplyAsync(one, """{"site":{"name":"Harbour","color":"#b3261e"}}""");
        // This one is told another name at its start.
        await two.Services.GetRequiredService<SiteInForce>().RefreshIfChangedAsync();
        var page = await two.Browser.GetAsync("/help");
        Assert.Contains("Northwind", TitleOf(page), StringComparison.Ordinal);
        var style = await two.Browser.GetAsync(StyleOf(page.Body));
        Assert.Contains("--brand:#b3261e", style.Body, StringComparison.Ordinal);
    }

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
