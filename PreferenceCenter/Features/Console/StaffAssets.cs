using System.Reflection;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Console;

/// <summary>Assets that only the console pages load: a style sheet and the script for passkeys.</summary>
internal sealed class StaffAssets
{
    public Asset Style { get; } = new("staff", "css", "text/css; charset=utf-8", StyleSheet.Build("staff.css"));
    public Asset Passkeys { get; } = new("passkeys", "js", "text/javascript; charset=utf-8", Read("passkeys.js"));

    private static string Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(file).ReadToEnd();
    }
}
