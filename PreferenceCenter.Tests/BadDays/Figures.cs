using System.Globalization;

namespace PreferenceCenter.Tests.BadDays;

/// <param name="IsWrong">Whether the figure should be zero and is not.</param>
internal sealed record Figure(string What, string Value, bool IsWrong = false);

/// <summary>Figures of a bad day, one per line of the report.</summary>
internal static class Figures
{
    public static IEnumerable<Figure> Of(BadDay day, DayAudit audit)
    {
        yield return new Figure("people, all of them imported meanwhile", Text(day.Lists.Imported.Count));
        yield return new Figure(
            "imports; run again because something broke them",
            $"{Text(day.Lists.Imports)}; {Text(day.Lists.Repeated)}"
        );
        foreach (var figure in OfActions(day.Load.All, audit))
            yield return figure;
        foreach (
            var kind in day
                .DisturbanceRecords.GroupBy(s => s.Name, StringComparer.Ordinal)
                .OrderByDescending(k => k.Count())
        )
            yield return new Figure(
                $"{kind.Key}: times; the leave that took longest",
                $"{Text(kind.Count())}; {Text(kind.Max(s => Longest(s, day.Load.All)))}"
            );
        if (day.Restores.Count > 0)
            foreach (var figure in OfRestores(day))
                yield return figure;
        foreach (var figure in OfReadinessError(ReadinessError.Worst(day.Monitors.Select(w => w.ReadinessError))))
            yield return figure;
    }

    public static IReadOnlyList<Figure> Of(FullDiskDay day, int times, DayAudit audit) =>
        [
            .. OfActions(day.SubscriberActions, audit)
                .Append(
                    new Figure("times full; requests refused for want of room", $"{Text(times)}; {Text(day.Refused)}")
                )
                .Concat(OfReadinessError(day.ReadinessError))
                .Select(f => f with { What = "full disk: " + f.What }),
        ];

    private static IEnumerable<Figure> OfActions(IReadOnlyList<SubscriberAction> actions, DayAudit audit)
    {
        yield return new Figure(
            "leaves and choices; requests sent for them",
            $"{Text(actions.Count)}; {Text(actions.Sum(d => d.Attempts))}"
        );
        yield return new Figure(
            "acknowledged; only when asked again",
            $"{Text(actions.Count(d => d.IsAcknowledged))}; {Text(actions.Count(d => d.Attempts > 1))}"
        );
        yield return new Figure("events in the ledger", Text(audit.Events));
        yield return new Figure("acknowledged and lost", Text(audit.Lost), audit.Lost > 0);
        yield return new Figure("doubled", Text(audit.Doubled), audit.Doubled > 0);
        yield return new Figure(
            "anything else that does not agree",
            Text(audit.Faults.Count - audit.Lost - audit.Doubled),
            audit.Faults.Count > audit.Lost + audit.Doubled
        );
        yield return new Figure(
            "emails, all out; in doubt and so sent once more; left to a person",
            $"{Text(audit.Mails)}; {Text(audit.Uncertain)}; {Text(audit.LeftToAPerson)}"
        );
    }

    private static IEnumerable<Figure> OfRestores(BadDay day)
    {
        var replays = day.Restores.SelectMany(r => r.Replays).ToList();
        yield return new Figure(
            "restored: acts replayed; of people whom it does not know, kept",
            $"{Text(replays.Sum(r => r.Replayed))}; {Text(replays.Sum(r => r.Kept))}"
        );
        yield return new Figure(
            "restored, and so lost: people imported since the dump; clicks on their pages and on links of emails since",
            $"{Text(day.Restores.Sum(r => r.Forgotten))}; {Text(day.Load.All.Count(a => a.IsVoid))}"
        );
    }

    private static IEnumerable<Figure> OfReadinessError(ReadinessError readinessError)
    {
        yield return new Figure("said ready and acknowledged no leave, at most for", Text(readinessError.Ready));
        yield return new Figure("said not ready and acknowledged leaves, at most for", Text(readinessError.NotReady));
    }

    // Only actions that were under way during the disturbance.
    private static TimeSpan Longest(DisturbanceRecord disturbance, IReadOnlyList<SubscriberAction> actions) =>
        actions
            .Where(d =>
                d is { Kind: SubscriberActionKind.Leave, IsAcknowledged: true }
                && d.SentAt <= disturbance.Until
                && d.AcknowledgedAt >= disturbance.From
            )
            .Select(d => d.Took)
            .DefaultIfEmpty()
            .Max();

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Text(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
