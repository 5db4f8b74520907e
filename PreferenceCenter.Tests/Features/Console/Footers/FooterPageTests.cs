using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Footers;
using PreferenceCenter.Templates.Tags;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Footers;

/// <summary>Tests the footer page of a topic and what is downloaded there.</summary>
public sealed class FooterPageTests
{
    [Fact]
    [Trait("Requirement", "DEC-07")]
    [Trait("Requirement", "SEC-18")]
    public async Task A_marketer_takes_a_footer_headers_and_a_code_and_nobody_else_does()
    {
        await using var center = await RequestCenter.StartAsync();
        var marketing = await center.Staff.SignInAsync(StaffRole.Marketing);
        var page = (await marketing.GetAsync("/staff/topics/news/footer")).Body;
        Assert.Contains("{{unsubscribeUrl}}", page, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe=One-Click", page, StringComparison.Ordinal);
        Assert.Contains("Passes the template check", page, StringComparison.Ordinal);

        var html = await marketing.GetAsync("/staff/topics/news/footer.html?sender=mailchimp&language=de");
        Assert.Contains("*|UNSUBURL|*", html.Body, StringComparison.Ordinal);
        Assert.Contains("abbestellen", html.Body, StringComparison.Ordinal);
        Assert.StartsWith("attachment", html["Content-Disposition"], StringComparison.Ordinal);
        var text = await marketing.GetAsync("/staff/topics/news/footer.txt?sender=nobody&language=xx");
        Assert.Contains("{{preferencesUrl}}", text.Body, StringComparison.Ordinal);
        Assert.Contains("<svg", (await marketing.GetAsync("/staff/topics/news/qr.svg")).Body, StringComparison.Ordinal);
        Assert.Contains("PNG", (await marketing.GetAsync("/staff/topics/news/qr.png")).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await marketing.GetAsync("/staff/topics/nothing/footer.html")).Status);

        var auditor = await center.Staff.SignInAsync(StaffRole.Auditor);
        foreach (var path in new[] { "footer", "footer.html", "footer.txt", "qr.svg", "qr.png" })
            Assert.Equal(403, (await auditor.GetAsync("/staff/topics/news/" + path)).Status);
    }

    [Fact]
    public async Task Each_footer_of_each_topic_is_sound_and_the_code_leads_to_a_page_for_everybody()
    {
        await using var center = await RequestCenter.StartAsync();
        var service = new FootersService(
            center.Web.Get<PreferenceCenter.Staff.StaffAuthorizer>(),
            center.Web.Get<PreferenceCenter.Catalogue.CatalogueCache>(),
            center.Web.Get<PreferenceCenter.Templates.Kept.TemplateContexts>(),
            center.Web.Get<PreferenceCenter.Links.LinkKeyRing>(),
            center.Web.Get<Site>()
        );
        var ticket = center.By(StaffRole.Marketing).Ticket;
        foreach (var topic in center.Web.Get<PreferenceCenter.Catalogue.CatalogueCache>().Current.Topics)
        foreach (var sender in Senders.All)
        {
            var view = service.Read(ticket, topic.Key, sender.Key, "en")!;
            Assert.True(view.Passes, $"{topic.Key} {sender.Key}");
            Assert.Equal(200, (await center.Web.Browser.GetAsync(view.PublicPage.AbsolutePath)).Status);
        }
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            Task.Run(() => service.Read(center.By(StaffRole.Privacy).Ticket, "news", null, null))
        );
    }
}
