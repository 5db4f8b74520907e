using System.CommandLine;
using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Subscribers;

/// <summary>
/// The command <c>subscriber show</c>: shows the choices of one subscriber and their history, for support staff on the
/// telephone.
/// </summary>
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
            "Shows the subscriptions of one person, and everything that led to them.",
            "subscriber show ada@example.org",
            "subscriber show - < address.txt"
        )
        {
            email,
        };
        return tree.Group("subscriber", "What is stored about one person.")
            .Add("subscriber show", show, call => ShowAsync(call, call.Value(email)));
    }

    private static async Task<int> ShowAsync(CommandCall call, string typed)
    {
        var (person, exitCode) = await SubscriberFinder.FindAsync(call, typed);
        if (person is null)
            return exitCode;
        var events = await call.Service<SubscriberReader>().EventsAsync(person.Subscriber);
        var status = SubscriberStatus.Of(
            person,
            events,
            await ListedAsync(call, person),
            call.Service<CatalogueCache>().Current,
            call.Service<TimeProvider>().GetUtcNow()
        );
        if (call.Json)
            call.Terminal.WriteJson(status);
        else
            Write(call.Terminal.Out, status);
        return ExitCode.Done;
    }

    private static async ValueTask<SuppressionReason> ListedAsync(CommandCall call, SubscriberSnapshot person) =>
        EmailAddress.TryParse(person.Subscriber.Address) is { } address
        && await call.Service<SubscriberReader>().FindSuppressionAsync(call.Service<AddressHasher>().HashesOf(address))
            is { } entry
            ? entry.Reason
            : SuppressionReason.None;

    private static void Write(TextWriter to, SubscriberStatus status)
    {
        to.WriteLine($"{status.Email}{(status.Name is null ? "" : $" ({ControlCharacter.Escape(status.Name)})")}");
        to.WriteLine($"id {status.Id}, language {status.Language}, here since {Day(status.Since)}");
        if (status.Suppressed is not null)
            to.WriteLine($"suppressed: {status.Suppressed}. No email goes out.");
        if (status.Stopped)
            to.WriteLine("left everything. No email goes out.");
        if (status.PausedUntil is { } until)
            to.WriteLine($"paused until {Day(until)}");
        to.WriteLine($"tracking {status.Tracking}, profiling {status.Profiling}");
        to.WriteLine();
        foreach (var topic in status.Topics)
            to.WriteLine(
                $"  {topic.Topic, -24} {topic.Gate, -20} {topic.Frequency, -8} {(topic.LeftAt is { } left ? $"left {Day(left)}" : "")}".TrimEnd()
            );
        to.WriteLine();
        foreach (var line in status.History)
            to.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {line.Seq, 4} {line.At:yyyy-MM-dd HH:mm} {line.What} {line.About}: {line.Value} ({line.By})"
                )
            );
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
