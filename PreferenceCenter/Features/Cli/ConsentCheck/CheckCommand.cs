using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.ConsentCheck;

/// <summary>
/// The command <c>consent check</c>: reports what keeps topics, notices and forms from being lawful, as far as a
/// program can tell.
/// </summary>
internal static class CheckCommand
{
    /// <summary>The JSON result of the command.</summary>
    private sealed record Outcome(bool Ok, IReadOnlyList<string> Checked, IReadOnlyList<FaultLine> Faults);

    private sealed record FaultLine(string Rule, string Subject, string Message);

    public static CommandList AddConsentCheckCommand(this CommandList tree)
    {
        var name = new Argument<string?>("TOPIC or FORM")
        {
            Description = "Only this one; otherwise every topic open to subscribers, and every form.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return tree.Group("consent", "Checks and proofs of consent.")
            .Add(
                "consent check",
                new CenterCommand(
                    "check",
                    "Says what keeps topics, wordings and forms from being lawful, as far as a program can tell. Exit code 1 when anything does.",
                    "consent check",
                    "consent check newsletter --json"
                )
                {
                    name,
                },
                call => Task.FromResult(Check(call, call.Parsed.GetValue(name)))
            );
    }

    private static int Check(CommandCall call, string? name)
    {
        var catalogue = call.Service<CatalogueCache>().Refresh();
        var lint = new ConsentLint(catalogue, call.Service<Site>());
        var topics = catalogue.Topics.Where(t => name is null ? t.Topic.Open : t.Key == name).ToList();
        var forms = catalogue
            .Forms.Values.Where(f => name is null || f.Key == name)
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .ToList();
        if (name is not null && topics.Count + forms.Count == 0)
            return call.Terminal.Refuse($"'{name}' is neither a topic nor a form.");

        // A fault that several forms share is reported once.
        FaultLine[] faults =
        [
            .. lint.OfSite()
                .Concat(topics.SelectMany(lint.OfTopic))
                .Concat(forms.SelectMany(f => lint.OfForm(f.Key, f.Definition)))
                .Distinct()
                .Select(f => new FaultLine(
                    WireName.Of(f.Rule),
                    f.Fault.Place.Path,
                    FaultWords.English.Reason(f.Fault)
                )),
        ];
        string[] subjects = [.. topics.Select(t => t.Key), .. forms.Select(f => f.Key)];
        if (call.Json)
            call.Terminal.WriteJson(new Outcome(faults.Length == 0, subjects, faults));
        else
        {
            foreach (var fault in faults)
                call.Terminal.Out.WriteLine($"fault\t{fault.Subject}\t{fault.Rule}\t{fault.Message}");
            foreach (var subject in subjects.Where(s => faults.All(f => f.Subject != s)).Distinct())
                call.Terminal.Out.WriteLine($"ok\t{subject}");
        }
        return faults.Length == 0 ? ExitCode.Done : ExitCode.Found;
    }
}
