using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Subscribers;

/// <summary>The command <c>unsubscribe</c>: unsubscribes a person who asked by telephone or letter.</summary>
internal static class UnsubscribeCommand
{
    private static readonly Dictionary<string, LeaveReason> Reasons = new(StringComparer.Ordinal)
    {
        ["too-many"] = LeaveReason.TooMany,
        ["not-relevant"] = LeaveReason.NotRelevant,
        ["never-asked"] = LeaveReason.NeverAsked,
        ["other"] = LeaveReason.Other,
    };

    /// <summary>The JSON result of the command.</summary>
    private sealed record Outcome(Guid Id, string Left, bool Changed);

    public static CommandList AddUnsubscribeCommand(this CommandList tree)
    {
        var email = new Argument<string>("A") { Description = "The address; - reads it from standard input." };
        var topic = new Option<string?>("--topic")
        {
            Description = "Unsubscribe from this topic only. Without it: from everything.",
            HelpName = "KEY",
        };
        var reason = new Option<string?>("--reason")
        {
            Description = "The reason, if the person gives one.",
            HelpName = string.Join('|', Reasons.Keys),
        };
        reason.AcceptOnlyFromAmong([.. Reasons.Keys]);
        var unsubscribe = new CenterCommand(
            "unsubscribe",
            "Unsubscribes somebody from one topic, or from everything. Effective immediately; the person is told by email.",
            "unsubscribe ada@example.org",
            "unsubscribe ada@example.org --topic news --reason too-many"
        )
        {
            email,
            topic,
            reason,
        };
        return tree.Add(
            "unsubscribe",
            unsubscribe,
            call => LeaveAsync(call, call.Value(email), call.Value(topic), call.Value(reason))
        );
    }

    private static async Task<int> LeaveAsync(CommandCall call, string typed, string? key, string? reason)
    {
        var scope = Aspect.Everything;
        if (key is not null)
        {
            if (!call.Service<CatalogueCache>().Current.ByKey.TryGetValue(key, out var topic))
                return call.Terminal.Refuse($"There is no topic '{key}'.");
            scope = topic.Number;
        }
        var (person, exitCode) = await SubscriberFinder.FindAsync(call, typed);
        if (person is null)
            return exitCode;

        await using var running = await RunningWriter.StartAsync(call.Service<ChangeWriter>(), call.Cancel);
        var actor = await call.Service<LedgerNames>().OperatorAsync(call.Host.User);
        var act = new Act(Channel.Command, actor, call.Service<TimeProvider>().GetUtcNow(), LawfulBasis.None, 0, 0);
        var result = await SubmitAsync(call, person, new Leave(scope), act);
        if (!result.Ok)
            return call.Terminal.Refuse("The database is busy; nothing was changed. Try again.");
        if (reason is not null)
            await SubmitAsync(call, person, new GiveReason(scope, Reasons[reason]), act);

        var outcome = new Outcome(
            person.Subscriber.PublicId,
            key ?? "everything",
            result.Outcome == ChangeOutcome.Done
        );
        if (call.Json)
            call.Terminal.WriteJson(outcome);
        else
            call.Terminal.Out.WriteLine(outcome.Changed ? $"left {outcome.Left}" : $"had left {outcome.Left} already");
        return ExitCode.Done;
    }

    private static Task<ChangeResult> SubmitAsync(
        CommandCall call,
        SubscriberSnapshot person,
        Change change,
        Act act
    ) =>
        call.Service<ChangeWriter>()
            .SubmitAsync(
                new PersonChange(
                    PersonKey.Of(person.Subscriber.PublicId),
                    change,
                    act,
                    new Evidence { Source = "command line" }
                )
            );
}
