using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting.Systemd;

namespace PreferenceCenter.Shared.Stopping;

/// <summary>Tells systemd when it listens and when it stops, where a unit of <c>Type=notify</c> asks for that.</summary>
internal static class ServiceManager
{
    public static IServiceCollection AddServiceManager(this IServiceCollection services) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET")) ? services : Notify(services);

    // Not UseSystemd: it would also take the choice of the log's format away. Apart, so that nothing of it is loaded elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection Notify(IServiceCollection services) => services
        .AddSingleton<ISystemdNotifier, SystemdNotifier>()
        .AddSingleton<IHostLifetime, SystemdLifetime>();
}
