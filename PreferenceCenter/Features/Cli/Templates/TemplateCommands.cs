using System.CommandLine;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Features.Cli.Templates;

/// <summary>
/// The command <c>template check</c>: says what keeps a template or message from being sent with a clear conscience.
/// </summary>
internal static class TemplateCommands
{
    /// <summary>The JSON result of one file, on a line.</summary>
    private sealed record Checked(string File, string Stage, bool Ok, IReadOnlyList<Line> Findings);

    /// <summary>One finding as JSON.</summary>
    private sealed record Line(
        string Rule,
        string Severity,
        string Message,
        string Part,
        // Counted as of the part: 0 is of the part as a whole.
        [property: System.Text.Json.Serialization.JsonPropertyName("line")] int At,
        int Column,
        string Mend,
        string? Element
    );

    public static CommandList AddTemplateCommands(this CommandList tree)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Templates in HTML, or messages (.eml); - reads standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var topic = new Option<string?>("--topic")
        {
            Description = "The topic of the mailing: whose links must be in it. Needs the database.",
            HelpName = "KEY",
        };
        var stage = new Option<string?>("--stage")
        {
            Description =
                "How far the message has come: source (a template), built (as handed to the relay), received (from a mailbox). Without it: what the file looks like.",
            HelpName = "STAGE",
        };
        stage.AcceptOnlyFromAmong([.. WireName.All<TemplateStage>()]);
        return tree.Group("template", "Checks of templates.")
            .Add(
                "template check",
                new CenterCommand(
                    "check",
                    "Says what is wrong with templates and messages: links to unsubscribe that are missing, hidden or lead elsewhere, header fields, address, tracking. Exit code 1 when anything is an error.",
                    "template check newsletter.html",
                    "template check --topic news --stage built message.eml"
                )
                {
                    files,
                    topic,
                    stage,
                },
                call => CheckAsync(call, call.Value(files), call.Value(topic), call.Value(stage)),
                CommandNeeds.Settings
            );
    }

    private static async Task<int> CheckAsync(CommandCall call, string[] files, string? topic, string? stage)
    {
        var (context, refusal) = await CheckedAgainst.ReadAsync(call, topic);
        if (context is null)
            return call.Terminal.Refuse(refusal!);
        var code = ExitCode.Done;
        foreach (var file in files)
        {
            call.Cancel.ThrowIfCancellationRequested();
            if (CheckedFile.Read(file, call.Terminal) is not { } bytes)
            {
                code = ExitCode.CouldNotBeDone;
                continue;
            }
            var report = TemplateCheck.Run(bytes, WireName.Parse<TemplateStage>(stage), context);
            if (!report.Passes && code == ExitCode.Done)
                code = ExitCode.Found;
            Write(call, file, report);
        }
        return code;
    }

    private static void Write(CommandCall call, string file, TemplateReport report)
    {
        var words = TemplateWords.English;
        if (call.Json)
            call.Terminal.WriteJson(
                new Checked(
                    file,
                    WireName.Of(report.Stage),
                    report.Passes,
                    [
                        .. report.Findings.Select(f => new Line(
                            WireName.Of(f.Rule),
                            WireName.Of(f.Severity),
                            words.Message(f),
                            WireName.Of(f.Part),
                            f.Line,
                            f.Column,
                            words.Mend(f.Rule),
                            f.Element
                        )),
                    ]
                )
            );
        else
            foreach (var f in report.Findings)
                call.Terminal.Out.WriteLine(
                    Invariant(
                        $"{file}:{f.Line}:{f.Column} {WireName.Of(f.Severity)} {WireName.Of(f.Rule)} {words.Message(f)}"
                    )
                );
    }
}
