using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Settings;

/// <summary>The commands <c>settings apply</c>, <c>settings export</c> and <c>settings list</c>.</summary>
internal static class SettingsCommands
{
    /// <summary>The JSON result of an applied file.</summary>
    private sealed record Outcome(
        bool DryRun,
        IReadOnlyList<string> Changed,
        IReadOnlyList<string> Outdone,
        int Faults
    );

    /// <summary>The JSON line of a setting.</summary>
    private sealed record Line(string Setting, string? Value, string Source);

    private static readonly CatalogueFile<SettingsFile, SettingsPlan> File = new()
    {
        Read = SettingsFile.Read,
        Try = (call, file) => call.Service<SettingsChanges>().Try(file),
        Apply = (call, file, by) => call.Service<SettingsChanges>().ApplyAsync(file, by),
        Json = (dryRun, plan, faults) => new Outcome(dryRun, plan?.Changed ?? [], plan?.Outdone ?? [], faults.Count),
        Lines = plan => plan.Changed.Select(name => $"changed {name}"),
        Notes = plan =>
            plan.Outdone.Select(name =>
                $"{name} is kept and not in force: {SiteField.Named(name)!.Key} is set by a variable or an argument, which wins."
            ),
    };

    public static CommandList AddSettingsCommands(this CommandList tree) =>
        File.AddApply(
                tree.Group(
                    "settings",
                    "What the site says of itself: name, logo, colour, languages, legal particulars."
                ),
                "settings",
                "Applies a file of the settings that the console can make. Those it does not name are left alone."
            )
            .Add(
                "settings export",
                new CenterCommand(
                    "export",
                    "Writes what the console or settings apply has set as one file.",
                    "settings export > settings.json"
                ),
                Export
            )
            .Add(
                "settings list",
                new CenterCommand(
                    "list",
                    "Lists each of these settings with its value and where it comes from.",
                    "settings list"
                ),
                List
            );

    private static Task<int> Export(CommandCall call)
    {
        call.Terminal.Out.WriteLine(call.Service<SettingsChanges>().Export());
        return Task.FromResult(ExitCode.Done);
    }

    private static Task<int> List(CommandCall call)
    {
        foreach (var (field, whole, source) in call.Service<SiteInForce>().Values())
        {
            var value = field.Name == "logo" ? LogoPicture.PathOf(whole) : whole;
            if (call.Json)
                call.Terminal.WriteJson(new Line(field.Name, value, WireName.Of(source)));
            else
                call.Terminal.Out.WriteLine($"{field.Name}\t{value}\t{WireName.Of(source)}");
        }
        return Task.FromResult(ExitCode.Done);
    }
}
