using System.CommandLine;
using System.Text;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Translations;

/// <summary>The commands <c>texts export</c> and <c>texts import</c>: XLIFF files for translators.</summary>
internal static class TextCommands
{
    /// <summary>The JSON result of an import.</summary>
    private sealed record Outcome(
        bool DryRun,
        IReadOnlyList<string> Changed,
        IReadOnlyList<LeftText> LeftAlone,
        int Faults
    );

    private sealed record LeftText(string Text, string Reason);

    private static readonly CatalogueFile<XliffFile, TranslationPlan> File = new()
    {
        Read = XliffReader.Read,
        Try = (call, file) => call.Service<TranslationFiles>().Try(file),
        Apply = (call, file, by) => call.Service<TranslationFiles>().ApplyAsync(file, by),
        Json = (dryRun, plan, faults) =>
            new Outcome(
                dryRun,
                [.. (plan?.Changes ?? []).Select(c => c.Id)],
                [.. (plan?.LeftAlone ?? []).Select(f => new LeftText(f.Place.Path, FaultWords.English.Reason(f)))],
                faults.Count
            ),
        Lines = plan => plan.Changes.Select(c => $"{(c.Before.Length == 0 ? "added" : "changed")} {c.Id}"),
        Notes = plan => plan.LeftAlone.Select(FaultWords.English.Of),
    };

    public static CommandList AddTextCommands(this CommandList tree)
    {
        var language = new Option<string>("--language")
        {
            Description = "The language to translate into.",
            Required = true,
        };
        var untranslated = new Option<bool>("--untranslated")
        {
            Description = "Only what is missing, or was translated from a text that has changed since.",
        };
        return File.Add(
                tree.Group("texts", "The texts of topics, notices and forms, out to translators and in again."),
                "texts",
                "import",
                "french.xlf",
                "The XLIFF file, as texts export writes it and a translator fills it in",
                "Takes the translations of a file in. What has changed here since the export is left alone, and told."
            )
            .Add(
                "texts export",
                new CenterCommand(
                    "export",
                    "Writes the texts with their translations as an XLIFF 2.0 file.",
                    "texts export --language fr > french.xlf"
                )
                {
                    language,
                    untranslated,
                },
                call => Export(call, call.Value(language)!, call.Value(untranslated))
            );
    }

    private static Task<int> Export(CommandCall call, string language, bool untranslated)
    {
        var texts = call.Service<TranslationFiles>();
        if (!texts.Languages.Contains(language))
            return Task.FromResult(
                call.Terminal.Refuse($"'{language}' is not one of {string.Join(", ", texts.Languages)}.")
            );
        if (texts.Export(language, untranslated) is not { } file)
            return Task.FromResult(call.Terminal.Refuse("There is nothing to translate."));
        call.Terminal.WriteFile(Encoding.UTF8.GetString(file));
        return Task.FromResult(ExitCode.Done);
    }
}
