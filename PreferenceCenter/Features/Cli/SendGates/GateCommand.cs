using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Cli.SendGates;

/// <summary>
/// The command <c>gate</c>: says for each address whether it may be mailed about a topic. One answer a line, in the
/// order of the input.
/// </summary>
internal static class GateCommand
{
    /// <summary>One answer as JSON.</summary>
    private sealed record Answer(string Email, bool Allowed, string? Reason);

    public static CommandList AddGateCommand(this CommandList tree)
    {
        var topic = new Argument<string>("TOPIC") { Description = "The topic's key." };
        var emails = new Argument<string[]>("EMAIL")
        {
            Description = "Addresses; - reads them from standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var file = new Option<string?>("--file")
        {
            Description = "A file with one address per line; - reads standard input.",
            HelpName = "FILE",
        };
        var gate = new CenterCommand(
            "gate",
            "Says for each address whether it may be emailed about a topic right now, and if not, why.",
            "gate news ada@example.org",
            "gate news --file addresses.txt"
        )
        {
            topic,
            emails,
            file,
        };
        gate.Validators.Add(result =>
        {
            if (result.GetValue(emails) is not { Length: > 0 } && result.GetValue(file) is null)
                result.AddError("Name an address, - or --file.");
        });
        return tree.Add(
            "gate",
            gate,
            call => Task.FromResult(Ask(call, call.Value(topic), call.Value(emails), call.Value(file))),
            CommandNeeds.Database
        );
    }

    private static int Ask(CommandCall call, string key, string[] emails, string? file)
    {
        if (!call.Service<CatalogueCache>().Current.ByKey.TryGetValue(key, out var topic))
            return call.Terminal.Refuse($"There is no topic '{key}'.");
        var asked = emails
            .SelectMany(e => e == "-" ? call.Terminal.Lines() : [e.Trim()])
            .Concat(file is null ? [] : InputFile.Lines(call, file));
        foreach (var (email, reason) in Answers(call, topic.Topic, asked, atOnce: emails.Contains("-") || file == "-"))
        {
            call.Cancel.ThrowIfCancellationRequested();
            if (call.Json)
                call.Terminal.WriteJson(
                    new Answer(email, reason == GateReason.None, reason == GateReason.None ? null : WireName.Of(reason))
                );
            else
                call.Terminal.Out.WriteLine(Line(email, reason));
        }
        return ExitCode.Done;
    }

    // If the database lacks changes that the journal has, no address may be mailed.
    private static IEnumerable<(string Asked, GateReason Reason)> Answers(
        CommandCall call,
        Topic topic,
        IEnumerable<string> asked,
        bool atOnce
    )
    {
        // Who writes to standard input may wait for each answer.
        if (call.Service<JournalCheck>().Fault() is not { } fault)
            return call.Service<SendGate>() is var gate && atOnce
                ? gate.Ask(topic, asked)
                : gate.AskPages(topic, asked);
        call.Terminal.Error.WriteLine($"{fault} Nobody may be emailed.");
        return asked.Select(email => (email, GateReason.NotReady));
    }

    // A tab separates the columns. A tab inside an invalid address would shift them.
    private static string Line(string email, GateReason reason) =>
        $"{email.Replace('\t', ' ')}\t{(reason == GateReason.None ? "allowed" : $"refused\t{WireName.Of(reason)}")}";
}
