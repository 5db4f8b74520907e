using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

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

    public static CommandList AddSettingsCommands(this CommandList tree)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "The JSON file, as settings export writes it; - reads standard input.",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var apply = new CenterCommand(
            "apply",
            "Applies a file of the settings that the console can make. Those it does not name are left alone.",
            "settings apply settings.json --dry-run"
        )
        {
            file,
            dryRun,
        };
        return tree.Group("settings", "What the site says of itself: name, logo, colour, languages, legal particulars.")
            .Add("settings apply", apply, call => ApplyAsync(call, call.Value(file), call.Value(dryRun)))
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
    }

    private static async Task<int> ApplyAsync(CommandCall call, string path, bool dryRun)
    {
        var faults = new List<Fault>();
        var file = SettingsFile.Read(await InputFile.ReadTextAsync(call, path), faults);
        var changes = call.Service<SettingsChanges>();
        var plan =
            file is null ? null
            : dryRun || faults.Count > 0 ? changes.Try(file)
            : await call.AsOperatorAsync((actor, _) => changes.ApplyAsync(file, new StaffBy(actor, Channel.Command)));
        if (plan is not null)
            faults.AddRange(plan.Faults);
        foreach (var fault in faults)
            call.Terminal.Error.WriteLine(FaultWords.English.Of(fault));
        if (plan is null || faults.Count > 0)
        {
            if (call.Json)
                call.Terminal.WriteJson(new Outcome(dryRun, [], [], faults.Count));
            return ExitCode.CouldNotBeDone;
        }
        Print(call, dryRun, plan);
        return ExitCode.Done;
    }

    private static void Print(CommandCall call, bool dryRun, SettingsPlan plan)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(new Outcome(dryRun, plan.Changed, plan.Outdone, 0));
            return;
        }
        foreach (var name in plan.Changed)
            call.Terminal.Out.WriteLine($"changed {name}");
        foreach (var name in plan.Outdone)
            call.Terminal.Error.WriteLine(
                $"{name} is kept and not in force: {SiteField.Named(name)!.Key} is set by a variable or an argument, which wins."
            );
        if (plan.Changed.Count == 0)
            call.Terminal.Out.WriteLine("nothing differs");
        else if (dryRun)
            call.Terminal.Out.WriteLine("nothing was changed: this was a dry run");
    }

    private static Task<int> Export(CommandCall call)
    {
        call.Terminal.Out.WriteLine(call.Service<SettingsChanges>().Export());
        return Task.FromResult(ExitCode.Done);
    }

    private static Task<int> List(CommandCall call)
    {
        foreach (var (field, value, source) in call.Service<SiteInForce>().Values())
            if (call.Json)
                call.Terminal.WriteJson(new Line(field.Name, value, WireName.Of(source)));
            else
                call.Terminal.Out.WriteLine($"{field.Name}\t{value}\t{WireName.Of(source)}");
        return Task.FromResult(ExitCode.Done);
    }
}
