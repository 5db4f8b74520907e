using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Settings;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Settings;

/// <summary>Tests the service of the settings page: what it saves, refuses, undoes and shows.</summary>
public sealed class SettingsServiceTests
{
    private static readonly Dictionary<string, string?> Nothing = [];

    [DatabaseFact]
    public async Task What_is_saved_is_in_force_and_exported_and_can_be_undone()
    {
        await using var center = await StaffCenter.StartFromFileAsync();
        var ticket = TicketOf(center, StaffRole.Marketing);
        await using var scope = center.Web.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<SettingsService>();
        Assert.Equal(("Northwind", SettingSource.File), Of(service.Read(ticket)["name"]));
        Assert.Null(service.Read(ticket).Change);

        var form = Read(service, ticket);
        (form["name"], form["color"]) = ("Harbour", "#b3261e");
        form.Languages = ["en", "de"];
        Assert.Empty(await service.SaveAsync(ticket, form.Edited, form.Seen));
        Assert.Equal(("Harbour", SettingSource.Console), Of(service.Read(ticket)["name"]));
        Assert.Equal("Harbour", center.Web.Get<Site>().Name);
        Assert.Equal(
            new LastChange(ActorKind.Staff, StaffCenter.AddressOf(StaffRole.Marketing), center.Web.Now),
            service.Read(ticket).Change
        );
        Assert.Equal(["en", "de"], center.Web.Get<Site>().Languages);
        var settings = center.Web.Get<SettingsChanges>();
        Assert.Equal(
            """{"site":{"name":"Harbour","languages":["en","de"],"color":"#b3261e"}}""",
            settings.Export().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
        );

        // A change of its own before the undo, which is of the last one alone.
        form = Read(service, ticket);
        form["color"] = "";
        Assert.Empty(await service.SaveAsync(ticket, form.Edited, form.Seen));
        Assert.Null(center.Web.Get<Site>().Color);
        form = Read(service, ticket);
        Assert.Equal(new Dictionary<string, string?> { ["color"] = "#b3261e" }, form.View.Former);
        Assert.Empty(await service.SaveAsync(ticket, form.View.Former, form.Seen));
        Assert.Equal("#b3261e", center.Web.Get<Site>().Color);
        Assert.Equal("Harbour", center.Web.Get<Site>().Name);
        await using var context = center.Web.Get<Database>().CreateContext();
        Assert.Equal(3, context.LedgerEvents.Count(e => e.Kind == EventKind.SettingsChanged));
    }

    [Fact]
    public async Task Where_answers_about_peoples_data_go_is_changed_by_an_owner_alone()
    {
        await using var center = await StaffCenter.StartFromFileAsync();
        await using var scope = center.Web.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<SettingsService>();
        foreach (var (role, refused) in ((StaffRole, bool)[])[(StaffRole.Marketing, true), (StaffRole.Owner, false)])
        {
            var ticket = TicketOf(center, role);
            var form = Read(service, ticket);
            form["privacyContact"] = "mallory@evil.example";
            var faults = await service.SaveAsync(ticket, form.Edited, form.Seen);
            Assert.Equal(refused ? [FaultCode.NeedsOwner] : [], faults.Select(f => f.Code));
            Assert.Equal(!refused, center.Web.Get<Site>().PrivacyContact == "mallory@evil.example");
        }
    }

    [DatabaseFact]
    public async Task Whoever_saves_over_a_change_made_since_is_told_and_loses_nothing()
    {
        await using var center = await StaffCenter.StartFromFileAsync();
        var ticket = TicketOf(center, StaffRole.Marketing);
        await using var scope = center.Web.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<SettingsService>();
        var (mine, theirs) = (Read(service, ticket), Read(service, ticket));
        (theirs["name"], theirs["postalAddress"]) = ("Harbour", "2 Quay, Galway");
        Assert.Empty(await service.SaveAsync(ticket, theirs.Edited, theirs.Seen));

        (mine["name"], mine["color"]) = ("Pier", "#0b5a8a");
        var fault = Assert.Single(await service.SaveAsync(ticket, mine.Edited, mine.Seen));
        Assert.Equal(new Fault("site.name", FaultCode.ChangedMeanwhile, "Harbour"), fault);
        Assert.Equal(("Harbour", null), (center.Web.Get<Site>().Name, center.Web.Get<Site>().Color));

        // What they changed and I did not is taken over; what both changed is shown, and then replaced knowingly.
        mine.Take(service.Read(ticket));
        Assert.Equal(
            ("Pier", "2 Quay, Galway", "Harbour"),
            (mine["name"], mine["postalAddress"], mine.Meanwhile("name"))
        );
        mine.See();
        Assert.Null(mine.Meanwhile("name"));
        Assert.Empty(await service.SaveAsync(ticket, mine.Edited, mine.Seen));
        Assert.Equal("Pier", center.Web.Get<Site>().Name);
        // An undo of what somebody else has replaced by now is refused too.
        Assert.Equal(
            FaultCode.ChangedMeanwhile,
            Assert.Single(await service.SaveAsync(ticket, Only("name", "Northwind"), theirs.Seen)).Code
        );
    }

    [Fact]
    public async Task The_settings_files_value_can_be_taken_back_and_faults_are_those_of_a_file()
    {
        await using var center = await StaffCenter.StartFromFileAsync();
        var ticket = TicketOf(center, StaffRole.Owner);
        await using var scope = center.Web.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<SettingsService>();
        Assert.Empty(await service.SaveAsync(ticket, Only("name", "Harbour"), Nothing));
        var form = Read(service, ticket);
        form["name"] = form.View["name"].Configured;
        Assert.Equal(Only("name", null), form.Edited);
        Assert.Empty(await service.SaveAsync(ticket, form.Edited, form.Seen));
        Assert.Equal(("Northwind", SettingSource.File), Of(service.Read(ticket)["name"]));

        (form["name"], form["color"], form["privacyContact"]) = ("", "greenish", "us");
        form.Languages = [];
        List<Fault> faults = [];
        Assert.NotNull(SettingsFile.Read(form.Edited, faults));
        Assert.Equal(faults, await service.SaveAsync(ticket, form.Edited, form.Seen));
        Assert.Equal(
            [FaultCode.Missing, FaultCode.NotAddress, FaultCode.Missing, FaultCode.NotColor],
            faults.Select(f => f.Code)
        );
        Assert.Equal("Northwind", center.Web.Get<Site>().Name);
        Assert.Equal(
            FaultCode.FirstLanguageLacks,
            (await service.SaveAsync(ticket, Only("languages", "ar,en"), Nothing))[0].Code
        );
    }

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task Only_owners_and_marketers_read_and_save()
    {
        await using var center = await StaffCenter.StartFromFileAsync();
        await using var scope = center.Web.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<SettingsService>();
        foreach (var role in new[] { StaffRole.Privacy, StaffRole.Auditor })
        {
            var ticket = TicketOf(center, role);
            Assert.Throws<UnauthorizedAccessException>(() => service.Read(ticket));
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
                service.SaveAsync(ticket, Only("name", "Harbour"), Nothing)
            );
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
                service.PreviewAsync(ticket, new SitePreview(center.Web.Get<Site>().Facts, "en", false))
            );
        }
        Assert.Equal("Northwind", center.Web.Get<Site>().Name);
    }

    [Fact]
    public async Task The_preview_is_the_real_page_and_a_real_email_and_stores_nothing()
    {
        await using var center = await StaffCenter.StartFromFileAsync();
        var ticket = TicketOf(center, StaffRole.Marketing);
        await using var scope = center.Web.Services.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<SettingsService>();
        var before = center.Web.Rows();
        var form = Read(service, ticket);
        (form["name"], form["color"], form["logo"]) = ("Harbour & Söhne", "#b3261e", "/logo.png");
        form.Languages = ["en", "it"];
        var (page, mail) = await service.PreviewAsync(ticket, new SitePreview(form.Facts(), "it", false));
        var (dark, darkMail) = await service.PreviewAsync(ticket, new SitePreview(form.Facts(), "it", true));
        foreach (var shown in new[] { page, mail })
        {
            Assert.Contains("lang=" + (shown == page ? "it" : "\"it\""), shown.Html, StringComparison.Ordinal);
            Assert.Contains("Harbour &amp; Söhne", shown.Html, StringComparison.Ordinal);
            Assert.Contains("/logo.png", shown.Html, StringComparison.Ordinal);
            Assert.Contains("#b3261e", shown.Css, StringComparison.Ordinal);
        }
        foreach (var shown in new[] { page, mail, dark, darkMail })
            Assert.DoesNotContain("prefers-color-scheme", shown.Css, StringComparison.Ordinal);
        Assert.Contains("color-scheme:dark", dark.Css, StringComparison.Ordinal);
        Assert.Contains("@media all", darkMail.Css, StringComparison.Ordinal);
        Assert.Contains("@media not all", mail.Css, StringComparison.Ordinal);
        Assert.Equal(before, center.Web.Rows());
        Assert.Equal("Northwind", center.Web.Get<Site>().Name);
    }

    private static StaffTicket? TicketOf(StaffCenter center, StaffRole role) =>
        center.SignedInFor(role, center.Web.Now.AddDays(1)).Ticket;

    private static SettingsForm Read(SettingsService service, StaffTicket? ticket)
    {
        var form = new SettingsForm();
        form.Take(service.Read(ticket));
        return form;
    }

    private static Dictionary<string, string?> Only(string name, string? value) => new() { [name] = value };

    private static (string, SettingSource) Of(ShownSetting setting) => (setting.Value, setting.Source);
}
