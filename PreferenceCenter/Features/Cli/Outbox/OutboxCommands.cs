using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Outbox;

/// <summary>
/// The commands <c>outbox …</c>: list mails that were not sent, without their addresses, and send them again.
/// </summary>
internal static class OutboxCommands
{
    private const int PageSize = 1000;

    /// <summary>One mail of the list, as JSON.</summary>
    private sealed record Line(
        long Id,
        string Kind,
        string State,
        DateTimeOffset CreatedAt,
        DateTimeOffset DueAt,
        int Attempts,
        int Uncertain,
        string? LastError
    );

    /// <summary>The JSON result of <c>outbox retry</c>.</summary>
    private sealed record Retried(IReadOnlyList<long> Ids);

    public static CommandList AddOutboxCommands(this CommandList tree)
    {
        var state = new Option<string?>("--state")
        {
            Description = "Only these. Without it: all that were not sent.",
            HelpName = "dead|uncertain|waiting",
        };
        state.AcceptOnlyFromAmong("dead", "uncertain", "waiting");
        var ids = new Argument<long[]>("ID")
        {
            Description = "Emails, as outbox list numbers them.",
            Arity = ArgumentArity.OneOrMore,
        };
        return tree.Group("outbox", "Emails that are waiting, have failed or may have been sent.")
            .Add(
                "outbox list",
                new CenterCommand(
                    "list",
                    "Lists emails that were not sent, or may have been: id, kind, state, when due, attempts, after how many of them it may have arrived, last error.",
                    "outbox list --state dead"
                )
                {
                    state,
                },
                call => ListAsync(call, WireName.Parse<MailState>(call.Value(state))),
                CommandNeeds.Database
            )
            .Add(
                "outbox retry",
                new CenterCommand(
                    "retry",
                    "Sends emails again, now. One whose delivery is unknown may then arrive twice, with the same Message-ID.",
                    "outbox retry 17 18"
                )
                {
                    ids,
                },
                call => RetryAsync(call, call.Value(ids))
            );
    }

    private static async Task<int> ListAsync(CommandCall call, MailState? state)
    {
        await using var context = call.Service<Database>().CreateContext();
        for (var last = 0L; ; )
        {
            var page = await context
                .Outbox.AsNoTracking()
                .Where(o => o.Id > last && (state == null ? o.State != MailState.Sent : o.State == state))
                .OrderBy(o => o.Id)
                .Take(PageSize)
                .ToListAsync(call.Cancel);
            foreach (var row in page)
                Write(
                    call,
                    new Line(
                        row.Id,
                        WireName.Of(row.Kind),
                        WireName.Of(row.State),
                        row.CreatedAt,
                        row.DueAt,
                        row.Attempts,
                        row.Uncertain,
                        row.LastError
                    )
                );
            if (page.Count < PageSize)
                return ExitCode.Done;
            last = page[^1].Id;
        }
    }

    private static void Write(CommandCall call, Line line)
    {
        if (call.Json)
            call.Terminal.WriteJson(line);
        else
            call.Terminal.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line.Id}\t{line.Kind}\t{line.State}\t{line.DueAt:yyyy-MM-ddTHH:mm:ssZ}\t{line.Attempts}\t{line.Uncertain}\t{line.LastError}"
                )
            );
    }

    private static async Task<int> RetryAsync(CommandCall call, long[] ids)
    {
        var retried = await call.AsOperatorAsync(
            (actor, _) => call.Service<MailRetry>().RunAsync(ids, new StaffBy(actor, Channel.Command))
        );
        foreach (var id in retried.Unknown)
            call.Terminal.Error.WriteLine(Invariant($"There is no email {id}."));
        foreach (var id in retried.Sent)
            call.Terminal.Error.WriteLine(Invariant($"Email {id} was sent."));
        if (retried.Unknown.Count + retried.Sent.Count > 0)
            return ExitCode.CouldNotBeDone;
        if (retried.Busy)
            return call.Terminal.Refuse("The database is busy; nothing was changed. Try again.");
        if (call.Json)
            call.Terminal.WriteJson(new Retried(ids));
        else
            foreach (var id in ids)
                call.Terminal.Out.WriteLine(Invariant($"{id}\twaiting"));
        return ExitCode.Done;
    }
}
