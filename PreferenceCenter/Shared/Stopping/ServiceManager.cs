using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting.Systemd;

namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// Tells systemd when the process listens and when it stops, where a unit of <c>Type=notify</c> asks for that.
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
    /// Reports readiness for the closed server, which listens before the real server: systemd would otherwise wait in
    /// vain. Its stop is not reported, because the process continues.
    /// </summary>
    public static void SayReady()
    {
        if (Asks)
            Say();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Say() => new SystemdNotifier().Notify(ServiceState.Ready);

    // Not UseSystemd, which would also take over the format of the log. A method of its own, so that the library is not
    // loaded elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IServiceCollection Notify(IServiceCollection services) =>
        services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>();
}
