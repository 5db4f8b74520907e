#pragma warning disable RS0030 // Other code converts through this class.
namespace PreferenceCenter.Domain;

/// <summary>
/// The calendar of the site: days and years in its time zone. It is the only place that converts between an instant
/// and a local date; the analyzers refuse a conversion elsewhere (<c>BannedSymbols.txt</c>).
/// </summary>
public sealed record SiteCalendar(TimeZoneInfo Zone)
{
    // Every distance from UTC since the 1970s, and so every jump of the clocks, is a multiple of it.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    // What is typed may be any day that the type can hold. Next to its ends there is no room for a zone, so that a day
    // beyond these counts as the nearest of them: each method has an answer for every day.
    private static readonly DateOnly FirstDay = DateOnly.MinValue.AddDays(3),
        LastDay = DateOnly.MaxValue.AddDays(-3);

    public static SiteCalendar Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The same instant, as the clocks of the site show it.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    public int YearOf(DateTimeOffset at) => DayOf(at).Year;

    /// <summary>
    /// The first instant of the day of an instant: what is stored where the day may be known and the moment may not.
    /// </summary>
    public DateTimeOffset DayStartOf(DateTimeOffset at) => StartOf(DayOf(at));

    /// <summary>The last day before an end: an end at midnight itself belongs to the next day.</summary>
    public DateOnly LastDayBefore(DateTimeOffset end) => DayOf(end.AddTicks(-1));

    /// <summary>
    /// The first instant of a day, in UTC. Where clocks go forward over midnight, the day begins when they have; where
    /// they go back to midnight, at the first of the two.
    /// </summary>
    public DateTimeOffset StartOf(DateOnly day) => MidnightOf(Within(day));

    /// <summary>The instant when a day has ended: the first of the next.</summary>
    public DateTimeOffset EndOf(DateOnly day) => MidnightOf(Within(day).AddDays(1));

    private DateTimeOffset MidnightOf(DateOnly day)
    {
        var midnight = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        // If the clocks change about that midnight, it is one of these two. What TimeZoneInfo says of invalid and
        // ambiguous times is wrong in zones whose standard time changes with the clocks, as Paraguay's in 2024.
        var (before, after) = (
            midnight - Local(midnight.AddDays(-1)).Offset,
            midnight - Local(midnight.AddDays(1)).Offset
        );
        var start = before > after && DayOf(after) >= day || DayOf(before) < day ? after : before;
        while (DayOf(start - Step) >= day)
            start -= Step;
        return start;
    }

    /// <summary>
    /// The instant when the clocks of the site show that time: the first of two, and as much later where they skip it.
    /// </summary>
    public DateTimeOffset InstantOf(DateTime local)
    {
        var shown = new DateTimeOffset(
            Within(DateOnly.FromDateTime(local)),
            TimeOnly.FromDateTime(local),
            TimeSpan.Zero
        );
        var (before, after) = (shown - Local(shown.AddDays(-1)).Offset, shown - Local(shown.AddDays(1)).Offset);
        var (first, second) = before < after ? (before, after) : (after, before);
        return Local(first).DateTime == shown.DateTime ? first
            : Local(second).DateTime == shown.DateTime ? second
            : before;
    }

    private static DateOnly Within(DateOnly day) =>
        day < FirstDay ? FirstDay
        : day > LastDay ? LastDay
        : day;
}
