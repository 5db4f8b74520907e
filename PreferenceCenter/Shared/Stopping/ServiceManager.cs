using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting.Systemd;

namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// Tells systemd when it listens and when it stops, where a unit of <c>Type=notify</c> asks for that.
/// </summary>
internal static class ServiceManager
{
    private static bool Asks => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));

    public static IServiceCollection AddStopping(this IServiceCollection services, TimeSpan drainFor)
    {
        services.AddSingleton(center => new Drain(drainFor, center.GetRequiredService<TimeProvider>()));
        return Asks ? Notify(services) : services;
    }

    /// <summary>
    /// For what listens before the server proper and must not be waited for in vain. It is not said again that this one
    /// stops: the process goes on.
    /// </summary>
    public static void SayReady()
    {
        if (Asks)
            Say();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Say() => new SystemdNotifier().Notify(ServiceState.Ready);

    // Not UseSystemd: it would also take the choice of the log's format away. Apart, so that nothing of it is loaded
    // elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection Notify(IServiceCollection services) =>
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>();
}
