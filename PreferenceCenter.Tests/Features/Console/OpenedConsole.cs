using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Open pages of somebody signed in, with the services of a real centre and without a browser.</summary>
internal sealed class OpenedConsole : BunitContext
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private readonly StaffCenter center;
    private readonly AsyncServiceScope scope;

    private OpenedConsole(StaffCenter center, StaffRole role)
    {
        (this.center, scope) = (center, center.Web.Get<IServiceScopeFactory>().CreateAsyncScope());
        var who = center.SignedInFor(role, Web.Now.AddHours(8));
        Get<StaffSession>().Set(StaffVerdict.Welcome, who);
        Get<CircuitSession>().Begin(who.Ticket, who.Ticket!.Session, Web.Get<PageContexts>().In("en", asked: false));
        Services.AddMudServices();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Popovers = Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
    }

    public WebCenter Web => center.Web;
    public IRenderedComponent<MudDialogProvider> Dialogs { get; }
    public IRenderedComponent<MudPopoverProvider> Popovers { get; }
    public string? Said => Get<ConsoleNotices>().Text?.Value;

    /// <summary>A centre of its own, opened by a marketer.</summary>
    public static async Task<OpenedConsole> OpenAsync(params string[] settings) =>
        new(await StaffCenter.StartAsync(settings), StaffRole.Marketing);

    /// <summary>Opens a centre, which goes with the pages.</summary>
    public static OpenedConsole In(StaffCenter center, StaffRole role) => new(center, role);

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>Chooses an entry of the menu of the page.</summary>
    public async Task ChooseAsync<T>(IRenderedComponent<T> page, string entry)
        where T : IComponent
    {
        await page.PressAsync(() => page.Find(".mud-menu button"));
        Popovers.WaitForElement(".mud-menu-item", Long);
        await Popovers.PressAsync(() => Popovers.FindAll(".mud-menu-item").Single(i => i.TextContent.Trim() == entry));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await scope.DisposeAsync();
        await center.DisposeAsync();
    }
}
