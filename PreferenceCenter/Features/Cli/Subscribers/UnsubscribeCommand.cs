using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions.SignUps;

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
    private sealed record Outcome(Guid? Id, string Left, bool Changed, int SignUpsDropped);

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
            "Unsubscribes somebody from one topic, or from everything. Effective immediately; the person is told by email. A sign-up that waits for its confirmation is dropped.",
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
        var (leave, survivor) = (Leave.Everything, key);
        if (key is not null)
        {
            var known = call.Service<CatalogueCache>().Current;
            if (!known.ByKey.TryGetValue(key, out var topic))
                return call.Terminal.Refuse($"There is no topic '{key}'.");
            (leave, survivor) = (Leave.Of(topic.Number, known.SurvivorOf(topic).Number), known.SurvivorOf(topic).Key);
        }
        var (address, exitCode) = SubscriberFinder.Read(call, typed);
        if (address is null)
            return exitCode;
        var person = await call.Service<SubscriberReader>().FindAsync(PersonKey.Of(address));
        var waiting = Waiting(call, address, key, survivor);
        if (person is null && waiting.Length == 0)
            return SubscriberFinder.Unknown(call, address);

        await using var running = await RunningWriter.StartAsync(call.Service<ChangeWriter>(), call.Cancel);
        var outcome = new Outcome(person?.Subscriber.PublicId, survivor ?? "everything", false, 0);
        if (waiting.Length > 0)
        {
            var now = call.Service<TimeProvider>().GetUtcNow();
            var dropped = await call.Service<ChangeWriter>().DoAsync(new DropSignUps(address, waiting, now));
            outcome = outcome with { SignUpsDropped = dropped };
        }
        if (person is not null)
        {
            var actor = await call.Service<LedgerNames>().OperatorAsync(call.Host.User);
            var act = new Act(Channel.Command, actor, call.Service<TimeProvider>().GetUtcNow(), LawfulBasis.None, 0, 0);
            var result = await SubmitAsync(call, person, leave, act);
            if (!result.Ok)
                return call.Terminal.Refuse("The database is busy; nothing was changed. Try again.");
            if (reason is not null)
                await SubmitAsync(call, person, new GiveReason(leave.Scope, Reasons[reason]), act);
            outcome = outcome with { Changed = result.Outcome == ChangeOutcome.Done };
        }
        Print(call, outcome);
        return ExitCode.Done;
    }

    // Of several topics that a sign-up asks for, one cannot be taken out: it is dropped whole.
    private static Guid[] Waiting(CommandCall call, EmailAddress address, params string?[] keys)
    {
        using var context = call.Service<Database>().CreateContext();
        return
        [
            .. context
                .OptIns.Where(o => o.AddressKey == address.Key && o.SettledAt == null)
                .AsEnumerable()
                .Where(o =>
                    o.Content is { } content
                    && (keys.Contains(null) || PendingOptIn.Parse(content).Topics.Any(t => keys.Contains(t.Topic)))
                )
                .Select(o => o.Id),
        ];
    }

    private static void Print(CommandCall call, Outcome outcome)
    {
        if (call.Json)
        {
            call.Terminal.WriteJson(outcome);
            return;
        }
        if (outcome.Id is not null)
            call.Terminal.Out.WriteLine(outcome.Changed ? $"left {outcome.Left}" : $"had left {outcome.Left} already");
        if (outcome.SignUpsDropped > 0)
            call.Terminal.Out.WriteLine(
                outcome.Id is null
                    ? "no subscriber; dropped the sign-up that waited for its confirmation"
                    : "dropped the sign-up that waited for its confirmation"
            );
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
