using System.CommandLine;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Kept;

namespace PreferenceCenter.Features.Cli.Templates;

/// <summary>The commands <c>templates apply</c>, <c>list</c>, <c>export</c> and <c>remove</c>.</summary>
internal static class KeptTemplateCommands
{
    /// <summary>The JSON line of a kept template.</summary>
    private sealed record Line(
        string Key,
        string Sha256,
        string? Topic,
        string? Stage,
        string? Language,
        string State,
        DateTimeOffset Since,
        DateTimeOffset CheckedAt,
        IReadOnlyList<string> Errors,
        IReadOnlyList<string> Unchecked
    );

    /// <summary>The JSON result of applied files.</summary>
    private sealed record Outcome(bool DryRun, IReadOnlyList<Kept> Changed, int Faults);

    /// <summary>A template that was kept, and how it stands.</summary>
    private sealed record Kept(string Key, string State, IReadOnlyList<string> Errors, IReadOnlyList<string> Unchecked);

    public static CommandList AddKeptTemplateCommands(this CommandList tree) =>
        Apply(tree.Group("templates", "Templates that are kept and checked again by themselves."))
            .Add(
                "templates list",
                new CenterCommand(
                    "list",
                    "Lists the kept templates: sound, no-error (with the rules that cannot be checked at their stage) or unsound, since when and why; or old while they wait to be checked again.",
                    "templates list"
                ),
                ListAsync
            )
            .Add("templates export", Export(out var folder), call => ExportAsync(call, call.Value(folder)))
            .Add("templates remove", Remove(out var key), call => RemoveAsync(call, call.Value(key)));

    private static CommandList Apply(CommandList tree)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Templates (.html, .htm) and messages (.eml), or folders of such.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(given =>
        {
            if (given.Tokens.Any(t => t.Value == InputFile.StandardInput))
                given.AddError("A template is kept under the name of its file: standard input has none.");
        });
        var topic = new Option<string?>("--topic")
        {
            Description = "The topic whose mailings they are for. Without it: unchanged, and any topic for new ones.",
            HelpName = "KEY",
        };
        var stage = new Option<string?>("--stage")
        {
            Description = "How far they have come: source, built or received. Without it: what they look like.",
            HelpName = "STAGE",
        };
        stage.AcceptOnlyFromAmong([.. WireName.All<TemplateStage>()]);
        var language = new Option<string?>("--language")
        {
            Description = "The language they are in.",
            HelpName = "LANG",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        return tree.Add(
            "templates apply",
            new CenterCommand(
                "apply",
                "Keeps templates under the names of their files, and checks them; nothing is kept if a file is wrong. One that is not sound is kept, and no mailing goes out with it.",
                "templates apply autumn.html --topic news"
            )
            {
                files,
                topic,
                stage,
                language,
                dryRun,
            },
            call =>
                ApplyAsync(
                    call,
                    call.Value(files),
                    (key, bytes) =>
                        new TemplateFile(
                            key,
                            bytes,
                            call.Value(topic),
                            WireName.Parse<TemplateStage>(call.Value(stage)),
                            call.Value(language)
                        ),
                    call.Value(dryRun)
                )
        );
    }

    private static async Task<int> ApplyAsync(
        CommandCall call,
        string[] paths,
        Func<string, byte[], TemplateFile> make,
        bool dryRun
    )
    {
        if (TemplateFiles.Read(paths, make, call.Terminal) is not { } files)
            return ExitCode.CouldNotBeDone;
        var templates = call.Service<KeptTemplates>();
        var plan = dryRun
            ? templates.Try(files)
            : await call.AsOperatorAsync(
                (actor, _) => templates.ApplyAsync(files, new StaffBy(actor, Channel.Command))
            );
        foreach (var fault in plan.Faults)
            call.Terminal.Error.WriteLine(FaultWords.English.Of(fault));
        var changed = plan.Faults.Count > 0 ? [] : plan.Changed.Select(Of).ToList();
        if (call.Json)
            call.Terminal.WriteJson(new Outcome(dryRun, changed, plan.Faults.Count));
        if (plan.Faults.Count > 0)
            return ExitCode.CouldNotBeDone;
        foreach (var row in plan.Changed)
            if (MessageAddresses.OfOthers(row.Content) is { Count: > 0 } others)
                call.Terminal.Error.WriteLine(
                    $"{row.Key} holds {string.Join(", ", others)}: if one of these people is erased, what is kept of it is emptied."
                );
        if (call.Json)
            return ExitCode.Done;
        foreach (var one in changed)
            call.Terminal.Out.WriteLine(
                $"kept {one.Key}\t{one.State}\t{string.Join(',', one.Errors)}\t{string.Join(',', one.Unchecked)}".TrimEnd()
            );
        if (changed.Count == 0)
            call.Terminal.Out.WriteLine("nothing differs");
        else if (dryRun)
            call.Terminal.Out.WriteLine("nothing was changed: this was a dry run");
        return ExitCode.Done;
    }

    private static Kept Of(TemplateRow row) =>
        new(
            row.Key,
            WireName.Of(KeptTemplate.StandingOf(row.Sound, row.Unchecked)),
            KeptTemplate.RulesOf(row.Errors),
            KeptTemplate.RulesOf(row.Unchecked)
        );

    private static async Task<int> ListAsync(CommandCall call)
    {
        foreach (var t in await call.Service<KeptTemplates>().ListAsync(call.Cancel))
            if (call.Json)
                call.Terminal.WriteJson(
                    new Line(
                        t.Key,
                        t.Digest,
                        t.Topic,
                        t.Stage,
                        t.Language,
                        WireName.Of(t.Standing),
                        t.Since,
                        t.CheckedAt,
                        t.Errors,
                        t.Unchecked
                    )
                );
            else
                call.Terminal.Out.WriteLine(
                    Invariant(
                        $"{t.Key}\t{t.Topic ?? "-"}\t{t.Language ?? "-"}\t{WireName.Of(t.Standing)}\t{t.Since:yyyy-MM-dd'T'HH:mm:ss'Z'}\t{string.Join(',', t.Errors)}\t{string.Join(',', t.Unchecked)}"
                    )
                );
        return ExitCode.Done;
    }

    private static CenterCommand Export(out Argument<string> folder)
    {
        folder = new Argument<string>("FOLDER") { Description = "A folder; it is made where there is none." };
        return new CenterCommand(
            "export",
            "Writes the kept templates into a folder, each as it was kept.",
            "templates export templates/"
        )
        {
            folder,
        };
    }

    private static async Task<int> ExportAsync(CommandCall call, string folder)
    {
        var templates = call.Service<KeptTemplates>();
        Directory.CreateDirectory(folder);
        foreach (var one in await templates.ListAsync(call.Cancel))
            if (await templates.FindAsync(one.Key, call.Cancel) is { } row)
            {
                var file = Path.Combine(folder, $"{row.Key}{TemplateFiles.EndingOf(row.Content)}");
                await File.WriteAllBytesAsync(file, row.Content, call.Cancel);
                call.Terminal.Out.WriteLine(file);
            }
        return ExitCode.Done;
    }

    private static CenterCommand Remove(out Argument<string> key)
    {
        key = new Argument<string>("KEY") { Description = "The name of the template." };
        return new CenterCommand("remove", "Keeps a template no longer.", "templates remove autumn") { key };
    }

    private static async Task<int> RemoveAsync(CommandCall call, string key) =>
        await call.AsOperatorAsync(
            (actor, _) => call.Service<KeptTemplates>().RemoveAsync(key, new StaffBy(actor, Channel.Command))
        )
            ? ExitCode.Done
            : call.Terminal.Refuse($"There is no template '{key}'.");
}
