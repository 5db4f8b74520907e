namespace PreferenceCenter.Domain;

/// <summary>
/// GDPR article 12(3): one month from receipt, two more at most where the person was told why within the first. Months
/// are the calendar's, in the house's own time zone: from 31 January to the last of February. A last day on a weekend
/// moves to the next working day (Regulation 1182/71, article 3(4)); which days are holidays differs from town to town,
/// and is not counted.
/// </summary>
internal readonly record struct Deadline(DateOnly Legal, DateOnly Working)
{
    private const int Month = 1;
    public const int LongestExtension = 2;

    public static Deadline Of(DateTimeOffset receivedAt, TimeZoneInfo zone) =>
        At(DayOf(receivedAt, zone).AddMonths(Month));

    /// <param name="months">One or two more.</param>
    /// <param name="askedAt">When the person was asked who they are, if they were and have answered: meanwhile it did
    /// not run either.</param>
    public static Deadline Extended(
        DateTimeOffset receivedAt,
        TimeZoneInfo zone,
        int months = LongestExtension,
        DateTimeOffset? askedAt = null,
        DateTimeOffset? repliedAt = null
    )
    {
        var extended = At(DayOf(receivedAt, zone).AddMonths(Month + Math.Clamp(months, 1, LongestExtension)));
        return askedAt is { } asked && repliedAt is { } replied
            ? Shifted(EndOf(extended.Legal, zone), asked, replied, zone)
            : extended;
    }

    /// <summary>
    /// Later by as many days as the person took to say who they are: meanwhile the month does not run.
    /// </summary>
    /// <param name="until">The end of the day that the law gave before.</param>
    public static Deadline Shifted(
        DateTimeOffset until,
        DateTimeOffset askedAt,
        DateTimeOffset repliedAt,
        TimeZoneInfo zone
    ) => At(DayOf(until.AddTicks(-1), zone).AddDays(DayOf(repliedAt, zone).DayNumber - DayOf(askedAt, zone).DayNumber));

    /// <summary>The moment the day is over, there.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where clocks go forward at midnight the day begins an hour later.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static Deadline At(DateOnly legal) =>
        new(
            legal,
            legal.DayOfWeek switch
            {
                DayOfWeek.Saturday => legal.AddDays(2),
                DayOfWeek.Sunday => legal.AddDays(1),
                _ => legal,
            }
        );
}
