using System.Globalization;
using PreferenceCenter.Insights;

namespace PreferenceCenter.Features.Console.Insights;

/// <summary>What the address of the insights page asks for.</summary>
/// <param name="Last">A period of so many days up to today, where no dates are given.</param>
/// <param name="Topic">Key of a topic; null for all.</param>
public sealed record InsightsQuery(DateOnly? From, DateOnly? To, int? Last, string? Topic)
{
    /// <summary>Twelve weeks, as the page opens.</summary>
    public const int Usual = 84;

    private const string Form = "yyyy-MM-dd";

    /// <summary>The days as a page or a download is asked for them; what is no day is left out.</summary>
    public static InsightsQuery Of(string? from, string? to, string? last, string? topic) =>
        new(
            DayOf(from),
            DayOf(to),
            int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null,
            string.IsNullOrEmpty(topic) ? null : topic
        );

    public InsightsPeriod Period(DateOnly today) =>
        From is null && To is null
            ? InsightsPeriod.Last(Math.Clamp(Last ?? Usual, 1, InsightsPeriod.MostDays), today)
            : InsightsPeriod.Of(From ?? DateOnly.MinValue, To ?? today, today);

    /// <summary>Whether the first day comes after the last one, or has not come yet: there is no such period.</summary>
    public bool IsReversed(DateOnly today) => From is { } from && from > (To is { } to && to < today ? to : today);

    /// <summary>The same question as a query string.</summary>
    public string ToQuery() =>
        string.Join(
            '&',
            (
                (string?[])
                    [
                        From is { } from ? $"from={Typed(from)}" : null,
                        To is { } to ? $"to={Typed(to)}" : null,
                        From is null && To is null ? Invariant($"last={Last ?? Usual}") : null,
                        Topic is { } topic ? $"topic={Uri.EscapeDataString(topic)}" : null,
                    ]
            ).Where(part => part is not null)
        );

    /// <summary>A day as a field of dates takes it.</summary>
    public static string Typed(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? typed) =>
        DateOnly.TryParseExact(typed, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
