using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Subscribers;

/// <summary><c>subscriber show</c>: for the one who answers the telephone.</summary>
internal static class SubscriberCommands
{
    public static CommandList AddSubscriberCommands(this CommandList tree)
    {
        var email = new Argument<string>("A")
        {
            Description = "The address; - reads it from standard input, where no list of processes shows it.",
        };
        var show = new CenterCommand(
            "show",
            "Shows what stands for one person, and everything that led to it.",
            "subscriber show ada@example.org",
            "subscriber show - < address.txt"
        )
        {
            email,
        };
        return tree.Group("subscriber", "What stands for one person.")
            .Add("subscriber show", show, call => Task.FromResult(Show(call, call.Value(email))));
    }

    private static int Show(CommandCall call, string typed)
    {
        var (person, exitCode) = SubscriberFinder.Find(call, typed);
        if (person is null)
            return exitCode;
        var events = call.Service<SubscriberReader>().Events(person.Subscriber, 1, long.MaxValue);
        var standing = SubscriberStatus.Of(
            person,
            events,
            call.Service<CatalogueCache>().Current,
            call.Service<TimeProvider>().GetUtcNow()
        );
        if (call.Json)
            call.Terminal.WriteJson(standing);
        else
            Write(call.Terminal.Out, standing);
        return ExitCode.Done;
    }

    private static void Write(TextWriter to, SubscriberStatus standing)
    {
        to.WriteLine($"{standing.Email}{(standing.Name is null ? "" : $" ({standing.Name})")}");
        to.WriteLine($"id {standing.Id}, language {standing.Language}, here since {Day(standing.Since)}");
        if (standing.Suppressed is not null)
            to.WriteLine($"suppressed: {standing.Suppressed}. No mail goes out.");
        if (standing.Stopped)
            to.WriteLine("left everything. No mail goes out.");
        if (standing.PausedUntil is { } until)
            to.WriteLine($"paused until {Day(until)}");
        to.WriteLine($"tracking {standing.Tracking}, profiling {standing.Profiling}");
        to.WriteLine();
        foreach (var topic in standing.Topics)
            to.WriteLine(
                $"  {topic.Topic, -24} {topic.Gate, -20} {topic.Frequency, -8} {(topic.LeftAt is { } left ? $"left {Day(left)}" : "")}".TrimEnd()
            );
        to.WriteLine();
        foreach (var line in standing.History)
            to.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {line.Seq, 4} {line.At:yyyy-MM-dd HH:mm} {line.What} {line.About}: {line.Value} ({line.By})"
                )
            );
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
