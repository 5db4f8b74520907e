using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Forms;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Forms;

/// <summary>Tests what marketers do with sign-up forms, and what is refused.</summary>
public sealed class FormDeskTests
{
    [DatabaseFact]
    public async Task A_form_is_made_published_archived_and_published_again()
    {
        await using var center = await StaffCenter.StartAsync("Site:Languages=en");
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        var (list, editor) = (
            scope.ServiceProvider.GetRequiredService<FormsService>(),
            scope.ServiceProvider.GetRequiredService<FormEditService>()
        );
        var ticket = center.SignedInFor(StaffRole.Marketing, center.Web.Now.AddHours(8)).Ticket;
        Assert.True(await list.CreateAsync(ticket, "autumn", "Autumn"));
        Assert.False(await list.CreateAsync(ticket, "autumn", "Other"));
        Assert.Equal(404, (await center.Web.Browser.GetAsync("/subscribe/autumn")).Status);
        // Nothing is offered yet.
        Assert.Contains((await ReadAsync()).Faults, f => f.Code == FaultCode.Unpublishable);
        foreach (var (path, value) in Whole)
            Assert.True((await editor.EditAsync(ticket, "autumn", path, null, value)).Taken, path);
        await Assert.ThrowsAsync<ArgumentException>(() => editor.EditAsync(ticket, "autumn", "state", null, "draft"));
        Assert.Empty(await PublishAsync());
        Assert.Equal(200, (await center.Web.Browser.GetAsync("/subscribe/autumn")).Status);
        var edit = await ReadAsync();
        Assert.Equal((FormStanding.Published, 1), (edit.Standing, edit.Version));
        Assert.Contains("/subscribe/autumn\"", edit.Snippet!.Html["en"], StringComparison.Ordinal);

        Assert.NotEmpty(await editor.ArchiveAsync(ticket, "autumn", 9));
        Assert.Empty(await editor.ArchiveAsync(ticket, "autumn", 1));
        Assert.Equal(404, (await center.Web.Browser.GetAsync("/subscribe/autumn")).Status);
        var line = (await list.ListAsync(ticket, 28, "en", Stop)).Single(l => l.Key == "autumn");
        Assert.Equal((FormStanding.Archived, false), (line.Standing, line.HasDraft));
        Assert.Empty(await editor.RestoreAsync(ticket, "autumn", 2, 2));
        Assert.Equal(FormStanding.Published, (await ReadAsync()).Standing);
        var history = await editor.HistoryAsync(ticket, "autumn", Stop);
        Assert.Equal([3, 2, 1], history.Select(v => v.Number));
        Assert.Equal("state", Assert.Single(history[0].Changes).Path);

        // A topic of it is closed: it is not shown, and waits to be mended.
        Assert.DoesNotContain(await WaitingAsync(), item => item.Path == "/staff/forms/autumn");
        await center.Web.ApplyTopicAsync("news", "\"state\": \"closed\"");
        Assert.Equal(FormStanding.Hidden, (await ReadAsync()).Standing);
        var item = (await WaitingAsync()).Single(item => item.Path == "/staff/forms/autumn");
        Assert.Equal(("Form <bdi>Autumn</bdi>", "Not shown"), (item.What.Value, item.Status!.Value.Words.Value));
        var counts = center.Web.Get<NavigationCounts>();
        await counts.RefreshAsync(changed: true);
        Assert.Equal(new PlaceCount((await WaitingAsync()).Count, CountTone.Blocks), counts.Of("/staff/forms"));

        async Task<IReadOnlyList<WaitingItem>> WaitingAsync() =>
            (
                await scope
                    .ServiceProvider.GetRequiredService<FormsWaiting>()
                    .FindAsync(ticket, center.Web.Get<PageContexts>().In("en", asked: false), Stop)
            ).First;
        async Task<FormEdit> ReadAsync() => (await editor.ReadAsync(ticket, "autumn", "en", Stop))!;
        async Task<IReadOnlyList<Fault>> PublishAsync() =>
            await editor.PublishAsync(ticket, "autumn", (await ReadAsync()).Draft.Version);
    }

    [DatabaseFact]
    public async Task The_preview_is_the_page_of_the_form_as_typed_and_the_privacy_role_reads_alone()
    {
        await using var center = await StaffCenter.StartAsync();
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        var editor = scope.ServiceProvider.GetRequiredService<FormEditService>();
        var privacy = center.SignedInFor(StaffRole.Privacy, center.Web.Now.AddHours(8)).Ticket;
        var entry = new JsonObject
        {
            ["key"] = "autumn",
            ["topics"] = new JsonArray("news", "nothing"),
            ["texts"] = new JsonObject { ["en"] = new JsonObject { ["title"] = "<b>Typed</b>" } },
        };
        foreach (var language in new[] { "en", "de" })
        {
            var html = (await editor.PreviewAsync(privacy, new FormPreview(entry, language, false)))!;
            using var page = await new HtmlParser().ParseDocumentAsync(html);
            Assert.Equal("<b>Typed</b>", page.QuerySelector("h1")!.TextContent);
            Assert.Single(page.QuerySelectorAll("[name=topics]"));
            Assert.Empty(page.QuerySelectorAll("[href]:not(link), [action], script, button[type=submit]"));
        }
        foreach (var part in new[] { FormPart.Email, FormPart.Confirmation })
        {
            var html = (await editor.PreviewAsync(privacy, new FormPreview(entry, "en", true) { Part = part }))!;
            using var page = await new HtmlParser().ParseDocumentAsync(html);
            Assert.Contains("Harbour news", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("[href]:not(link), [action], script, style, button[type=submit]"));
            foreach (var sheet in page.QuerySelectorAll("link[rel=stylesheet]"))
                Assert.Equal(200, (await center.Web.Browser.GetAsync(sheet.GetAttribute("href")!)).Status);
        }
        await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() =>
            editor.EditAsync(privacy, "autumn", FormFields.Title("en"), null, "x")
        );
        var list = await scope.ServiceProvider.GetRequiredService<FormsService>().ListAsync(privacy, 28, "en", Stop);
        Assert.All(list, line => Assert.Null(line.Rate));
    }

    private static IEnumerable<(string Path, JsonNode Value)> Whole =>
        [(FormFields.Topics, new JsonArray("news")), (FormFields.Name, true), (FormFields.MinimumAge, 16)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
