using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>The topics desk as an open page of a marketer, with the services of a real centre and without a browser.</summary>
internal sealed class TopicDeskPage : BunitContext
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private TopicDeskPage(TopicDesk desk)
    {
        Desk = desk;
        desk.Get<StaffSession>().Set(StaffVerdict.Welcome, desk.Who);
        desk.Get<CircuitSession>()
            .Begin(desk.Ticket, desk.Ticket!.Session, desk.Web.Get<PageContexts>().In("en", asked: false));
        Services.AddMudServices();
        Services.AddFallbackServiceProvider(desk.Services);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public TopicDesk Desk { get; }
    public IRenderedComponent<TopicsDesk> Shown { get; private set; } = null!;
    public IRenderedComponent<MudDialogProvider> Dialogs { get; private set; } = null!;
    public IRenderedComponent<MudPopoverProvider> Popovers { get; private set; } = null!;
    public ConsoleNotices Notices => Desk.Get<ConsoleNotices>();

    /// <param name="key">The topic in the editor; null for the board alone.</param>
    public static async Task<TopicDeskPage> OpenAsync(string? key = null, params string[] settings)
    {
        var page = new TopicDeskPage(await TopicDesk.OpenAsync(settings));
        page.Show(key);
        return page;
    }

    public void Show(string? key)
    {
        Popovers = Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
        Shown = Render<TopicsDesk>(p => p.Add(d => d.Key, key));
        Shown.WaitForElement(key is null ? ".handle" : ".edit .publish", Long);
    }

    /// <summary>Presses the entry of the editor's menu.</summary>
    public async Task ChooseAsync(string entry)
    {
        await MenuAsync();
        await Popovers.PressAsync(() => Popovers.FindAll(".mud-menu-item").Single(i => i.TextContent.Trim() == entry));
        // The menu closes at once, also where the entry asks something in a dialog.
        Popovers.WaitForState(() => Popovers.FindAll(".mud-menu-item").Count == 0, Long);
    }

    /// <summary>Opens the editor's menu, unless it is open, and reads it.</summary>
    public async Task<IReadOnlyList<string>> MenuAsync()
    {
        if (Popovers.FindAll(".mud-menu-item").Count == 0)
            await Shown.PressAsync(".edit > header .mud-menu button");
        Popovers.WaitForElement(".mud-menu-item", Long);
        return [.. Popovers.FindAll(".mud-menu-item").Select(i => i.TextContent.Trim())];
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Desk.DisposeAsync();
    }
}
