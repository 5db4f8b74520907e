using System.Globalization;

namespace PreferenceCenter.Tests.BadDays;

/// <param name="IsWrong">Whether the figure should be zero and is not.</param>
internal sealed record Figure(string What, string Value, bool IsWrong = false);

/// <summary>Figures of a bad day, one per line of the report.</summary>
internal static class Figures
{
    public static IEnumerable<Figure> Of(BadDay day, Reckoning reckoning)
    {
        yield return new Figure("people, all of them imported meanwhile", Text(day.Lists.Imported.Count));
        yield return new Figure(
            "imports; run again because something broke them",
            $"{Text(day.Lists.Imports)}; {Text(day.Lists.Repeated)}"
        );
        foreach (var figure in OfDeeds(day.Load.All, reckoning))
            yield return figure;
        foreach (var kind in day.Struck.GroupBy(s => s.Name, StringComparer.Ordinal).OrderByDescending(k => k.Count()))
            yield return new Figure(
                $"{kind.Key}: times; the leave that took longest",
                $"{Text(kind.Count())}; {Text(kind.Max(s => Longest(s, day.Load.All)))}"
            );
        foreach (var figure in OfHonesty(Honesty.Worst(day.Watches.Select(w => w.Honesty))))
            yield return figure;
    }

    public static IReadOnlyList<Figure> Of(FullDiskDay day, int times, Reckoning reckoning) =>
        [
            .. OfDeeds(day.Deeds, reckoning)
                .Append(
                    new Figure("times full; requests refused for want of room", $"{Text(times)}; {Text(day.Refused)}")
                )
                .Concat(OfHonesty(day.Honesty))
                .Select(f => f with { What = "full disk: " + f.What }),
        ];

    private static IEnumerable<Figure> OfDeeds(IReadOnlyList<Deed> deeds, Reckoning reckoning)
    {
        yield return new Figure(
            "leaves and choices; requests sent for them",
            $"{Text(deeds.Count)}; {Text(deeds.Sum(d => d.Attempts))}"
        );
        yield return new Figure(
            "acknowledged; only when asked again",
            $"{Text(deeds.Count(d => d.IsAcknowledged))}; {Text(deeds.Count(d => d.Attempts > 1))}"
        );
        yield return new Figure("events in the ledger", Text(reckoning.Events));
        yield return new Figure("acknowledged and lost", Text(reckoning.Lost), reckoning.Lost > 0);
        yield return new Figure("doubled", Text(reckoning.Doubled), reckoning.Doubled > 0);
        yield return new Figure(
            "anything else that does not agree",
            Text(reckoning.Faults.Count - reckoning.Lost - reckoning.Doubled),
            reckoning.Faults.Count > reckoning.Lost + reckoning.Doubled
        );
        yield return new Figure(
            "mails, all out; in doubt and so sent once more; left to a person",
            $"{Text(reckoning.Mails)}; {Text(reckoning.Uncertain)}; {Text(reckoning.LeftToAPerson)}"
        );
    }

    private static IEnumerable<Figure> OfHonesty(Honesty honesty)
    {
        yield return new Figure("said ready and acknowledged no leave, at most for", Text(honesty.Ready));
        yield return new Figure("said not ready and acknowledged leaves, at most for", Text(honesty.NotReady));
    }

    // Only actions that were under way during the disturbance.
    private static TimeSpan Longest(Struck struck, IReadOnlyList<Deed> deeds) =>
        deeds
            .Where(d =>
                d is { Kind: DeedKind.Leave, IsAcknowledged: true }
                && d.SentAt <= struck.Until
                && d.AcknowledgedAt >= struck.From
            )
            .Select(d => d.Took)
            .DefaultIfEmpty()
            .Max();

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Text(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
