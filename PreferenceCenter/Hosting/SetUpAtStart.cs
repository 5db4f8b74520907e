using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Checks at the start whether what each page must say may still be given in the console: only while nobody is on the
/// lists, since until then every page is closed.
/// </summary>
internal static class SetUpAtStart
{
    public static IReadOnlyList<SettingFault> Faults(IServiceProvider center)
    {
        var site = center.GetRequiredService<Site>();
        if (site.IsSetUp)
            return [];
        using var context = center.GetRequiredService<Database>().CreateContext();
        return context.Subscribers.Any() || context.OptIns.Any() ? [.. SiteSettings.Missing(site)] : [];
    }

    /// <summary>Why a command about subscribers cannot run yet; null where it can.</summary>
    public static string? NotSetUp(IServiceProvider center) =>
        center.GetRequiredService<Site>() is { IsSetUp: false } site
            ? $"{string.Join(", ", site.Facts.Lacking)} is not given yet: set it up in the console at {site.PublicUrl}staff/setup, or give it as settings."
            : null;
}
