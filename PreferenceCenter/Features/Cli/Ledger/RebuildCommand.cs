using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Ledger;

/// <summary>
/// The command <c>ledger rebuild</c>: compares everybody's choices and the counts by day with the log, and corrects the
/// counts.
/// </summary>
internal static class RebuildCommand
{
    /// <summary>The JSON result of <c>ledger rebuild</c>.</summary>
    /// <param name="Counts">Days, topics and languages whose counts differ from the log.</param>
    /// <param name="Corrected">Whether these counts follow from the log now.</param>
    private sealed record Rebuilt(bool Ok, long People, long Differences, long Counts, bool Corrected);

    /// <summary>Counts of a day and topic that differ from the log, as JSON.</summary>
    private sealed record CountDifference(DateOnly? Day, long? Topic, string? Language, string What);

    /// <summary>One subscriber whose stored choices differ from their events, as JSON.</summary>
    private sealed record Difference(Guid Id, string What);

    public static CommandList AddRebuildCommand(this CommandList tree)
    {
        var check = new Option<bool>("--check") { Description = "Compare, and change nothing." };

        var rebuild = new CenterCommand(
            "rebuild",
            "Recomputes everybody's choices and the counts by day from the events and says what differs from what is kept. Counts are corrected, choices never.",
            "ledger rebuild --check",
            "ledger rebuild"
        )
        {
            check,
        };
        return tree.Add(
            "ledger rebuild",
            rebuild,
            call =>
                call.Value(check) || call.Host.NotReady(call.Center) is not { } why
                    ? RebuildAsync(call, correct: !call.Value(check))
                    : Task.FromResult(call.Terminal.Refuse(why)),
            CommandNeeds.Database
        );
    }

    private static async Task<int> RebuildAsync(CommandCall call, bool correct)
    {
        var differences = 0L;
        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "people");
        var people = call.Service<StateRebuild>()
            .Check(
                (id, what) =>
                {
                    differences++;
                    if (call.Json)
                        call.Terminal.WriteJson(new Difference(id, what));
                    else
                        call.Terminal.Out.WriteLine($"differs {id} {what}");
                },
                count => progress.Report(count),
                call.Cancel
            );
        var recount = call.Service<Recount>();
        var counts = recount.Run(null, call.Cancel);
        var found = Tell(call, counts);
        var corrected = found > 0 && correct && await CorrectAsync(call, recount, counts);
        var ok = differences == 0 && (found == 0 || corrected);
        if (call.Json)
            call.Terminal.WriteJson(new Rebuilt(ok, people, differences, found, corrected));
        else if (corrected)
            call.Terminal.Out.WriteLine(Invariant($"corrected {found}"));
        if (!call.Json && ok)
            call.Terminal.Out.WriteLine(Invariant($"ok {people}"));
        return ok ? ExitCode.Done : ExitCode.Found;
    }

    private static async Task<bool> CorrectAsync(CommandCall call, Recount recount, Recount.Outcome counts)
    {
        var writer = call.Service<ChangeWriter>();
        await using var running = await RunningWriter.StartAsync(writer, call.Cancel);
        return await recount.CorrectAsync(writer, counts, call.Service<TimeProvider>().GetUtcNow());
    }

    private static long Tell(CommandCall call, Recount.Outcome counts)
    {
        var found = 0L;
        void Say(CountDifference difference, string where)
        {
            found++;
            if (call.Json)
                call.Terminal.WriteJson(difference);
            else
                call.Terminal.Out.WriteLine($"differs counts {where} {difference.What}");
        }
        foreach (var ((number, topic), missing) in counts.Missing.Days)
        {
            var day = DateOnly.FromDayNumber(number);
            var what = string.Join(
                ", ",
                Enum.GetValues<DayCount>()
                    .Where(kind => missing[(int)kind] != 0)
                    .Select(kind =>
                        string.Create(CultureInfo.InvariantCulture, $"{WireName.Of(kind)} {missing[(int)kind]:+0;-0}")
                    )
            );
            Say(
                new CountDifference(day, topic, null, what),
                string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {topic}")
            );
        }
        foreach (var (language, missing) in counts.Missing.Languages)
            Say(
                new CountDifference(
                    null,
                    null,
                    language,
                    string.Create(CultureInfo.InvariantCulture, $"people {missing:+0;-0}")
                ),
                language
            );
        return found;
    }
}
