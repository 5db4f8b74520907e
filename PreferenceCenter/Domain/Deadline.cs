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

    /// <summary>Days within which a complaint is acknowledged (Data Protection Act 2018, section 164A(3)).</summary>
    public const int ComplaintDays = 30;

    /// <summary>
    /// The due date of a request of this kind. A complaint has days of its own, and no working day moves the last one.
    /// </summary>
    public static Deadline Of(PrivacyRequestKind kind, DateTimeOffset receivedAt, SiteCalendar calendar) =>
        kind == PrivacyRequestKind.Complaint
            ? On(calendar.DayOf(receivedAt).AddDays(ComplaintDays))
            : Of(receivedAt, calendar);

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

    private static Deadline On(DateOnly day) => new(day, day);

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
