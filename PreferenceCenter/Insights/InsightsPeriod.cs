namespace PreferenceCenter.Insights;

/// <summary>The days that insights are about, in equal parts; they are compared with as many days before.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="PartDays">Days in a part of a chart; the last part may be shorter.</param>
public sealed record InsightsPeriod(DateOnly From, DateOnly To, int PartDays)
{
    /// <summary>The longest period that is asked for; more is cut off at the beginning.</summary>
    public const int MostDays = 3660;
    private const int MostParts = 54;
    private static readonly DateOnly First = new(2000, 1, 1);

    public int Days => To.DayNumber - From.DayNumber + 1;
    public int Parts => (Days + PartDays - 1) / PartDays;
    public DateOnly ComparedFrom => From.AddDays(-Days);

    public DateOnly StartOf(int part) => From.AddDays(part * PartDays);

    /// <summary>The last day of a part.</summary>
    public DateOnly EndOf(int part) => part >= Parts - 1 ? To : StartOf(part + 1).AddDays(-1);

    /// <summary>A period that ends today at the latest: in days up to a month, then in weeks, or in several.</summary>
    public static InsightsPeriod Of(DateOnly from, DateOnly to, DateOnly today)
    {
        to = to > today ? today : to;
        to = to < First ? First : to;
        from = from > to ? to : from;
        from = from < First ? First : from;
        if (to.DayNumber - from.DayNumber >= MostDays)
            from = to.AddDays(1 - MostDays);
        var days = to.DayNumber - from.DayNumber + 1;
        var part = days <= 31 ? 1 : 7;
        while ((days + part - 1) / part > MostParts)
            part += 7;
        return new InsightsPeriod(from, to, part);
    }

    /// <summary>The last so many days, up to today.</summary>
    public static InsightsPeriod Last(int days, DateOnly today) => Of(today.AddDays(1 - days), today, today);
}
