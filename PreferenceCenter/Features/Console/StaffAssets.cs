using System.Reflection;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Features.Console;

/// <summary>Assets that only the console pages load: a style sheet, and a script for passkeys and recovery codes.</summary>
internal sealed class StaffAssets
{
    public Asset Style { get; } = new("staff", "css", "text/css; charset=utf-8", StyleSheet.Build("staff.css"));
    public Asset Script { get; } = new("staff", "js", "text/javascript; charset=utf-8", Read("staff.js"));

    private static string Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(file).ReadToEnd();
    }
}
