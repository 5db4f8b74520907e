using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Settings;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Features.Console;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;
using TestContext = Xunit.TestContext;

namespace PreferenceCenter.Tests.Features.SetUp;

/// <summary>
/// Tests the first start outside Development without a word about who the site is: it is closed until somebody says so
/// in the console, and then a sign-up works.
/// </summary>
public sealed class FirstStartTests
{
    private static readonly Dictionary<string, string?> Harbour = new()
    {
        ["name"] = "Harbour & Sons",
        ["controller"] = "Harbour & Sons Ltd",
        ["postalAddress"] = "1 Quay, Cork",
        ["privacyContact"] = "privacy@harbour.example",
        ["privacyNoticeUrl"] = "https://harbour.example/privacy",
        ["supervisoryAuthority"] = "Data Protection Commission",
        ["languages"] = "en,ar",
    };

    private static readonly Dictionary<string, string?> Nothing = [];

    [DatabaseFact]
    public async Task From_nothing_said_to_a_confirmed_sign_up()
    {
        await using var center = await StaffCenter.StartEmptyAsync();
        await using var scope = center.Web.Services.CreateAsyncScope();
        var (one, two) = (TicketOf(center, StaffRole.Owner), TicketOf(center, StaffRole.Marketing));
        var (service, settings) = (
            scope.ServiceProvider.GetRequiredService<SetUpService>(),
            scope.ServiceProvider.GetRequiredService<SettingsService>()
        );
        Assert.Equal((false, null, 4), Of(service.Read(one)));
        // Without a name of the site, the host says where one is.
        var signIn = await center.NewBrowser().GetAsync("/staff/sign-in");
        Assert.EndsWith("· preferences.example.org", signIn.Page.Title, StringComparison.Ordinal);
        Assert.Contains("of preferences.example.org.", signIn.Text, StringComparison.Ordinal);

        // Said by two at once: the second is told, and nobody's controller is replaced.
        Assert.Empty(await settings.SaveAsync(one, Harbour, Nothing));
        var other = new Dictionary<string, string?> { ["controller"] = "Pier Ltd" };
        Assert.Equal(
            FaultCode.ControllerFixed,
            Assert.Single(await settings.SaveAsync(two, other, new Dictionary<string, string?> { })).Code
        );
        Assert.Equal("Harbour & Sons Ltd", center.Web.Get<Site>().Controller);
        Assert.Equal((true, null, 4), Of(service.Read(one)));

        var words = Words(service, one, "en", "ar");
        var faults = await Task.WhenAll(service.BeginAsync(one, words), service.BeginAsync(two, words));
        Assert.All(faults, Assert.Empty);
        Assert.Equal("/subscribe", service.Read(two).FormPath);
        await using (var context = center.Web.Get<Database>().CreateContext())
            Assert.Equal((1, 2), (context.Forms.Count(), context.Notices.Count()));
        var page = await center.Web.Browser.GetAsync("/subscribe?language=ar");
        Assert.Equal(200, page.Status);
        Assert.Contains("أوافق على تلقي", page.Text, StringComparison.Ordinal);

        Assert.Equal(200, (await center.Web.SignUpAsync("ada@people.example", path: "/subscribe")).Status);
        var link = WebCenter.LinkIn(Assert.Single(await center.Web.MailsAsync()), "c");
        await center.Web.Browser.PressAsync(await center.Web.Browser.GetAsync(link), "confirm");
        Assert.Equal("allowed", center.Web.Gate("ada@people.example", "news"));
        await using (var context = center.Web.Get<Database>().CreateContext())
            Assert.Equal("Harbour & Sons Ltd", Assert.Single(context.Controllers).Name);

        // With people on the lists the settings are needed again, as ever.
        Assert.Empty(SetUpAtStart.Faults(center.Web.Services));
        center.Web.Get<Site>().Become(new SiteFacts { Name = "Harbour & Sons" });
        Assert.Equal(SiteFacts.Required.Skip(1), SetUpAtStart.Faults(center.Web.Services).Select(fault => fault.Key));
    }

    [Fact]
    public async Task Until_it_is_said_who_the_site_is_nothing_is_shown_to_a_subscriber_and_nothing_is_sent()
    {
        await using var center = await StaffCenter.StartEmptyAsync();
        var web = center.Web;
        foreach (var path in (string[])["/", "/subscribe", "/accessibility", "/help", "/u/x", "/privacy", "/forms/x"])
        {
            var page = await web.Browser.GetAsync(path);
            Assert.Equal((503, "no-store"), (page.Status, page.Headers["Cache-Control"]));
            Assert.Contains("This site is being set up", page.Text, StringComparison.Ordinal);
        }
        Assert.Equal(503, (await web.Browser.PostAsync("/u/x", ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal(200, (await web.Browser.GetAsync("/staff/sign-in")).Status);
        var ready = await web.Browser.GetAsync("/health/ready");
        Assert.Equal(200, ready.Status);
        Assert.Contains("\"site\":\"not-set-up\"", ready.Body, StringComparison.Ordinal);
        await using (var context = web.Get<Database>().CreateContext())
            context.Insert(
                new OutboxRow
                {
                    MessageId = RandomId.New(),
                    Kind = MailKind.MyLink,
                    Address = "ada@people.example",
                    Language = "en",
                    CreatedAt = web.Now,
                    DueAt = web.Now,
                }
            );
        Assert.Equal(0, await web.Get<MailDispatcher>().SendDueAsync(TestContext.Current.CancellationToken));

        var run = await web.RunAsync("import", web.Write("list.csv", "email\nada@people.example\n"));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("Site:Name, Site:Controller", run.Error, StringComparison.Ordinal);
        Assert.Contains("/staff/setup", run.Error, StringComparison.Ordinal);
        var output = new StringWriter();
        await web.Get<PreferenceCenter.Features.Console.Accounts.StaffWelcome>()
            .GreetAsync(output, demo: false, TestContext.Current.CancellationToken);
        Assert.EndsWith("/staff/setup\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_the_site_is_is_not_asked_where_it_is_said_whoever_said_it()
    {
        await using var page = await OpenedConsole.OpenAsync();
        var shown = page.Render<SetUpPage>();
        shown.WaitForElement("a[href='/staff/settings']", OpenedConsole.Long);
        Assert.Empty(shown.FindAll("[id$=-postalAddress]"));

        // As in the demo, whose organisation nobody has set.
        await using var center = await StaffCenter.StartEmptyAsync();
        center
            .Web.Get<Site>()
            .Become(
                SiteField.All.Aggregate(new SiteFacts(), (all, f) => f.With(all, Harbour.GetValueOrDefault(f.Name)))
            );
        await using var scope = center.Web.Services.CreateAsyncScope();
        Assert.True(
            scope.ServiceProvider.GetRequiredService<SetUpService>().Read(TicketOf(center, StaffRole.Owner)).Site
        );
    }

    [Fact]
    public async Task The_console_has_its_files_until_then_and_leads_whoever_signs_in_to_the_set_up()
    {
        await using var center = await StaffCenter.StartEmptyAsync();
        var (page, files) = (
            (await center.Web.Browser.GetAsync("/staff/sign-in")).Page,
            center.Web.Get<PreferenceCenter.Features.Console.ConsoleAssets>()
        );
        string[] paths =
        [
            .. page.QuerySelectorAll("link[href]").Select(link => link.GetAttribute("href")!),
            .. page.QuerySelectorAll("script[src]").Select(script => script.GetAttribute("src")!),
            .. new[] { files.MudStyle, files.MudScript, files.Blazor, files.Script, files.Theme }.Select(f => f.Path),
        ];
        Assert.True(paths.Length > 7);
        foreach (var path in paths)
            Assert.Equal((200, path), ((await center.Web.Browser.GetAsync(path)).Status, path));
        foreach (
            var (role, first) in ((StaffRole, string)[])
                [(StaffRole.Marketing, "/staff/setup"), (StaffRole.Auditor, "/staff")]
        )
            Assert.Equal(
                first,
                (await StaffCenter.TryAsync(center.NewBrowser(), StaffCenter.AddressOf(role))).Location
            );
    }

    [Fact]
    public async Task The_wording_to_begin_with_is_lawful_in_every_language_and_a_fault_stands_at_its_field()
    {
        await using var center = await StaffCenter.StartEmptyAsync();
        await using var scope = center.Web.Services.CreateAsyncScope();
        var ticket = TicketOf(center, StaffRole.Owner);
        var service = scope.ServiceProvider.GetRequiredService<SetUpService>();
        var all = new Dictionary<string, string?>(Harbour) { ["languages"] = string.Join(',', Languages.All) };
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<SettingsService>().SaveAsync(ticket, all, Nothing));
        var words = Words(service, ticket, [.. Languages.All]);
        var spoilt = words.ToDictionary(w => w.Key, w => w.Value);
        spoilt["de"] = new Dictionary<string, string>(spoilt["de"]) { ["transfers"] = "" };
        Assert.Equal(
            ("site.texts.de.transfers", FaultCode.Missing),
            Place(Assert.Single(await service.BeginAsync(ticket, spoilt)))
        );
        Assert.Null(service.Read(ticket).Form);
        Assert.Empty(await service.BeginAsync(ticket, words));
        var now = center.Web.Get<CatalogueCache>().Refresh();
        Assert.Empty(new ConsentLint(now, center.Web.Get<Site>()).OfForm("default", now.Forms["default"].Definition));
        Assert.DoesNotContain(
            words.SelectMany(w => w.Value.Values),
            text => text.Contains('%', StringComparison.Ordinal)
        );

        Assert.Null(
            await service.SendTestAsync(
                ticket,
                center.Web.Get<PreferenceCenter.Shared.Layouts.PageContexts>().Languages.Find("fr")!,
                TestContext.Current.CancellationToken
            )
        );
        var mail = Assert.Single(await center.Web.MailsAsync());
        Assert.Equal("E-mail de test", mail.Subject);
        Assert.Equal(StaffCenter.AddressOf(StaffRole.Owner), mail.To.Mailboxes.Single().Address);
        Assert.Contains("1 Quay, Cork", mail.TextBody, StringComparison.Ordinal);
    }

    private static StaffTicket? TicketOf(StaffCenter center, StaffRole role) =>
        center.SignedInFor(role, center.Web.Now.AddDays(1)).Ticket;

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Words(
        SetUpService service,
        StaffTicket? ticket,
        params string[] languages
    ) => languages.ToDictionary(language => language, language => service.Words(ticket, language));

    private static (bool, string?, int) Of(SetUpState state) => (state.Site, state.Form, state.People);

    private static (string, FaultCode) Place(Fault fault) => (fault.Place.Path, fault.Code);
}
