using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the palette by what it does with typed letters and keys.</summary>
public sealed class PaletteTests : ConsoleParts
{
    private static readonly PaletteAction NewTopic = new(
        "/staff/topics",
        "<path/>",
        _ => new("New topic"),
        StaffPolicies.ManageCatalogue
    );

    private static readonly PaletteAction LeaveNow = new(
        null,
        "<path/>",
        _ => new("Leave now"),
        StaffPolicies.UseConsole,
        "#me .out"
    );

    // Each search and each refusal asks a real sign-in.
    private static readonly AsyncLocal<RequestCenter> Asked = new();

    public PaletteTests()
        : base(services =>
            services
                .AddScoped(page => new PaletteSearch(
                    Asked.Value!.Web.Get<StaffAuthorizer>(),
                    page.GetRequiredService<ConsoleNavigation>(),
                    new RecentPlaces(),
                    [],
                    [NewTopic, LeaveNow]
                ))
                .AddScoped(page => new ConsoleSignIn(
                    Asked.Value!.Web.Get<StaffAuthorizer>(),
                    page.GetRequiredService<CircuitSession>(),
                    NullLoggerFactory.Instance
                ))
        ) { }

    [Fact]
    [Trait("Requirement", "A11-06")]
    public async Task It_narrows_with_each_letter_is_walked_in_a_circle_and_opens_what_is_marked()
    {
        await using var center = await RequestCenter.StartAsync();
        Asked.Value = center;
        var who = center.By(StaffRole.Marketing);
        Visit.Begin(who.Ticket, who.Ticket!.Session, FrameIn("en"));
        var (dialog, _) = Open(async dialogs =>
        {
            await PaletteDialog.OpenAsync(dialogs);
            return true;
        });
        Assert.Contains("/staff/topics", Options(dialog));
        Assert.DoesNotContain("/staff/outbox", Options(dialog));
        var field = dialog.Find("[role=combobox]");
        await field.InputAsync("  topic ");
        Assert.Equal(["/staff/topics", "/staff/topics"], Options(dialog));

        Assert.Equal("palette-0", Marked(dialog));
        await dialog.Find("[data-on=ArrowUp]").ClickAsync(new());
        Assert.Equal("palette-1", Marked(dialog));
        await dialog.Find("[data-on=ArrowDown]").ClickAsync(new());
        Assert.Equal("palette-0", Marked(dialog));
        await dialog.Find("[data-on=Enter]").ClickAsync(new());
        Assert.Equal("/staff/topics", JSInterop.VerifyInvoke("preferenceConsole.go").Arguments[0]);

        await field.InputAsync("zzz");
        Assert.Empty(Options(dialog));
        Assert.NotEqual("", dialog.Find("[role=status]").TextContent.Trim());
        await dialog.Find("[data-on=ArrowDown]").ClickAsync(new());
        await dialog.Find("[data-on=Enter]").ClickAsync(new());
        JSInterop.VerifyInvoke("preferenceConsole.go", 1);

        // What is done by a button of the frame is pressed once the palette is gone.
        await field.InputAsync("leave");
        await dialog.Find("[data-on=Enter]").ClickAsync(new());
        Assert.Equal("#me .out", JSInterop.VerifyInvoke("preferenceConsole.press").Arguments[0]);
        JSInterop.VerifyInvoke("preferenceConsole.go", 1);
    }

    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task Templates_recipients_and_actions_are_found_by_whoever_may_open_them()
    {
        await using var center = await RequestCenter.StartAsync();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center
                .Web.Get<RecipientRegister>()
                .AddAsync("discount-print", "Discount printers", "Prints", null, "dpo@printer.example", center.Owner)
        );
        Assert.Empty(
            (
                await center
                    .Web.Get<KeptTemplates>()
                    .ApplyAsync(
                        [new TemplateFile("discounts", "<p>Hello</p>"u8.ToArray(), null, null, null)],
                        StaffBy.System
                    )
            ).Faults
        );
        const string template = "/staff/templates/kept/discounts",
            recipient = "/staff/recipients";
        Assert.Equal([recipient, template], await FoundAsync(StaffRole.Owner, "disc"));
        Assert.Equal([template], await FoundAsync(StaffRole.Marketing, "disc"));
        Assert.Equal([recipient], await FoundAsync(StaffRole.Privacy, "disc"));
        Assert.Equal([recipient], await FoundAsync(StaffRole.Auditor, "disc"));
        Assert.Equal(["/staff/topics/news/footer"], await FoundAsync(StaffRole.Marketing, "send test news"));
        Assert.Empty(await FoundAsync(StaffRole.Privacy, "send test news"));
        Assert.Contains("#new-topic", await FoundAsync(StaffRole.Marketing, "new topic"));
        Assert.DoesNotContain("#new-topic", await FoundAsync(StaffRole.Auditor, "new topic"));
        Assert.Equal(["#me [value=dark]"], await FoundAsync(StaffRole.Auditor, "dark"));
        Assert.Equal(["#me .out"], await FoundAsync(StaffRole.Auditor, "sign out"));

        async Task<IReadOnlyList<string?>> FoundAsync(StaffRole role, string typed)
        {
            await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
            var found = await scope
                .ServiceProvider.GetRequiredService<PaletteSearch>()
                .FindAsync(
                    center.By(role).Ticket,
                    typed,
                    center.Web.Get<PageContexts>().In("en", asked: false),
                    Xunit.TestContext.Current.CancellationToken
                );
            return [.. found.Select(entry => entry.Press ?? entry.Path)];
        }
    }

    private static string?[] Options(IRenderedComponent<MudBlazor.MudDialogProvider> dialog) =>
        [.. dialog.FindAll("[role=option]").Select(o => o.GetAttribute("href"))];

    private static string? Marked(IRenderedComponent<MudBlazor.MudDialogProvider> dialog)
    {
        var option = Assert.Single(dialog.FindAll("[aria-selected=true]"));
        Assert.Equal(option.Id, dialog.Find("[role=combobox]").GetAttribute("aria-activedescendant"));
        return option.Id;
    }
}
