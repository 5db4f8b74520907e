using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor;
using MudBlazor.Services;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Theme;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>What pages of the staff share, whichever feature they belong to: the lock, the frame, the look.</summary>
internal static class ConsoleModule
{
    // A circuit is somebody's open page on the server: a lost one is kept as long as a train needs for a tunnel.
    private const int MostLostCircuits = 20;
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
            });
        services.AddMudServices();
        return services
            .AddTransient<MudLocalizer, ConsoleMudTexts>()
            .AddScoped<CircuitSession>()
            .AddScoped<CircuitHandler, ConsoleCircuit>()
            .AddSingleton<StaffAssets>()
            .AddSingleton(center => new ConsoleAssets(center, center.GetRequiredService<PageContexts>().Site));
    }

    public static void MapConsoleFrame(this IEndpointRouteBuilder routes)
    {
        var (still, console) = (routes.Service<StaffAssets>(), routes.Service<ConsoleAssets>());
        routes.MapAsset(still.Style);
        routes.MapAsset(still.Passkeys);
        foreach (
            var asset in new[] { console.MudStyle, console.MudScript, console.Blazor, console.Script, console.Theme }
        )
            routes.MapAsset(asset);
        // An open page says that somebody is there: the sign-in's half hour begins anew.
        routes.MapStaffPage("/staff/here", StaffAccess.Everybody, _ => Task.FromResult(Results.Text("here\n")));
        routes
            .MapRazorComponents<ConsoleDocument>()
            .AddInteractiveServerRenderMode(mode =>
                (mode.ContentSecurityFrameAncestorsPolicy, mode.DisableWebSocketCompression) = (null, true)
            )
            .Add(ConsoleAuthorization.Lock);
    }
}
