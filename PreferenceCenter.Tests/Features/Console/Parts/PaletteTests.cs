using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Staff;
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
                    [NewTopic]
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
