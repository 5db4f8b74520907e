namespace PreferenceCenter.Domain;

/// <summary>
/// The due date of a privacy request: one month from receipt, and two more at most if the subscriber was told why
/// within the first (GDPR article 12(3)). Months are calendar months in the controller's time zone: from 31 January to
/// the last of February. A last day on a weekend moves to the next working day (Regulation 1182/71, article 3(4)).
/// Holidays are not counted, since they differ from town to town.
/// </summary>
internal readonly record struct Deadline(DateOnly Legal, DateOnly Working)
{
    private const int Month = 1;
    public const int LongestExtension = 2;

    /// <summary>The due date of a request received then, without extension.</summary>
    public static Deadline Of(DateTimeOffset receivedAt, SiteCalendar calendar) =>
        At(calendar.DayOf(receivedAt).AddMonths(Month));

    /// <summary>The due date with an extension.</summary>
    /// <param name="months">One or two more.</param>
    /// <param name="askedAt">When the subscriber was asked to identify themselves, if they were and have answered: the
    /// time in between does not count.</param>
    public static Deadline Extended(
        DateTimeOffset receivedAt,
        SiteCalendar calendar,
        int months = LongestExtension,
        DateTimeOffset? askedAt = null,
        DateTimeOffset? repliedAt = null
    )
    {
        var extended = At(calendar.DayOf(receivedAt).AddMonths(Month + Math.Clamp(months, 1, LongestExtension)));
        return askedAt is { } asked && repliedAt is { } replied
            ? Shifted(calendar.EndOf(extended.Legal), asked, replied, calendar)
            : extended;
    }

    /// <summary>
    /// Moves the due date by as many days as the subscriber took to identify themselves: the month does not run
    /// meanwhile.
    /// </summary>
    /// <param name="until">The end of the last day allowed by law before the move.</param>
    public static Deadline Shifted(
        DateTimeOffset until,
        DateTimeOffset askedAt,
        DateTimeOffset repliedAt,
        SiteCalendar calendar
    ) =>
        At(
            calendar
                .LastDayBefore(until)
                .AddDays(calendar.DayOf(repliedAt).DayNumber - calendar.DayOf(askedAt).DayNumber)
        );

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
