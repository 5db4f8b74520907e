using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor;
using MudBlazor.Services;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Registers what all console pages share, whichever feature they belong to: authorization, layout and assets.
/// </summary>
internal static class ConsoleModule
{
    // A circuit is an open page on the server. A lost one is kept long enough for a train to pass a tunnel.
    private const int MostLostCircuits = 20;

    // What is pasted into a field is one message. SignalR's own limit of 32 kB ends the circuit without a word.
    private const int LongestMessage = 1024 * 1024;
    private static readonly TimeSpan LostCircuitFor = TimeSpan.FromMinutes(2);

    public static IServiceCollection AddConsoleFrame(this IServiceCollection services)
    {
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                (
                    circuits.DisconnectedCircuitMaxRetained,
                    circuits.DisconnectedCircuitRetentionPeriod,
                    circuits.DetailedErrors
                ) = (MostLostCircuits, LostCircuitFor, false);
            })
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddMudServices();
        return services
            .AddTransient<MudLocalizer, ConsoleMudTexts>()
            .AddScoped<CircuitSession>()
            .AddScoped<ConsoleSignIn>()
            .AddScoped<ConsoleNotices>()
            .AddScoped<DraftService>()
            .AddSingleton<ConsoleNews>()
            .AddSingleton<NavigationCounts>()
            .AddSingleton<ConsoleNavigation>()
            .AddSingleton<RecentPlaces>()
            .AddScoped<PaletteSearch>()
            .AddSingleton(ThemeAction(ThemeChoice.Light, Icons.Material.Outlined.LightMode, t => t.ThemeLight))
            .AddSingleton(ThemeAction(ThemeChoice.Dark, Icons.Material.Outlined.DarkMode, t => t.ThemeDark))
            .AddSingleton(
                new PaletteAction(
                    null,
                    Icons.Material.Outlined.Logout,
                    frame => frame.Language.Texts<ConsoleTexts>().SignOut,
                    StaffPolicies.UseConsole,
                    "#me .out"
                )
            )
            .AddScoped<AuthenticationStateProvider>(page => page.GetRequiredService<ConsoleSignIn>())
            .AddSingleton<IAuthorizationMiddlewareResultHandler, StaffRefusals>()
            .AddScoped<CircuitHandler, ConsoleCircuit>()
            .AddSingleton<OpenCircuits>()
            .AddSingleton(StaffErrorPages.Own)
            .AddSingleton<StaffAssets>()
            .AddSingleton(center => new ConsoleAssets(center, center.GetRequiredService<PageContexts>()));
    }

    private static PaletteAction ThemeAction(ThemeChoice choice, string icon, Func<ConsoleTexts, MarkupString> name) =>
        new(
            null,
            icon,
            frame =>
                frame.Language.Texts<ConsoleTexts>() is var texts
                    ? new MarkupString($"{texts.Theme}{frame.Texts.Colon} {name(texts)}")
                    : default,
            StaffPolicies.UseConsole,
            $"#me [value={WireName.Of(choice)}]"
        );

    /// <summary>Registers what finds rows of the home page.</summary>
    public static IServiceCollection AddWaiting<T>(this IServiceCollection services)
        where T : class, IWaitingSource =>
        services.AddScoped<T>().AddScoped<IWaitingSource>(page => page.GetRequiredService<T>());

    public static void MapConsoleFrame(this IEndpointRouteBuilder routes)
    {
        var (assets, console) = (routes.Service<StaffAssets>(), routes.Service<ConsoleAssets>());
        routes.MapAsset(assets.Style);
        routes.MapAsset(assets.Script);
        routes.MapAsset(assets.Keys);
        foreach (var asset in new[] { console.MudStyle, console.MudScript, console.Blazor, console.Script })
            routes.MapAsset(asset);
        routes.MapAsset("/console", () => console.Theme);
        // An open page reports activity here, which restarts the idle half hour of the sign-in.
        routes.MapThemeForm();
        routes.MapStaffPage("/staff/here", StaffPolicies.UseConsole, _ => Task.FromResult(Results.Text("here\n")));
        routes
            .MapRazorComponents<ConsoleDocument>()
            .AddInteractiveServerRenderMode(mode =>
                (mode.ContentSecurityFrameAncestorsPolicy, mode.DisableWebSocketCompression) = (null, true)
            )
            .Add(ConsoleEndpoints.Prepare);
    }
}
