using System.Reflection;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Console;

/// <summary>Assets that only the static console pages load: a style sheet, and two scripts.</summary>
internal sealed class StaffAssets
{
    public Asset Style { get; } = new("staff", "css", "text/css; charset=utf-8", StyleSheet.Build("staff.css"));

    /// <summary>Of passkeys and recovery codes.</summary>
    public Asset Script { get; } = new("staff", "js", "text/javascript; charset=utf-8", Read("staff.js"));

    /// <summary>Of the keys.</summary>
    public Asset Keys { get; } = new("keys", "js", "text/javascript; charset=utf-8", Read("keys.js"));

    private static string Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(file).ReadToEnd();
    }
}
