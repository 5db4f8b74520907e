namespace PreferenceCenter.Domain;

/// <summary>
/// Urgency of a privacy request. For a period of one month, days 20, 25 and 28 are marked; for a longer period, the
/// days as far before its end.
/// </summary>
public enum PrivacyRequestUrgency : byte
{
    Calm = 0,
    Day20 = 20,
    Day25 = 25,
    Day28 = 28,
    Overdue = 99,
}

/// <summary>Days left and urgency of a privacy request.</summary>
/// <param name="DaysLeft">Days until the due date; negative after it.</param>
public readonly record struct PrivacyRequestPace(int DaysLeft, PrivacyRequestUrgency Urgency)
{
    public const int Month = 30;

    /// <param name="dueUntil">The end of the due date.</param>
    /// <param name="moved">Whether the period was extended or suspended.</param>
    public static PrivacyRequestPace Of(
        DateTimeOffset receivedAt,
        DateTimeOffset legalUntil,
        DateTimeOffset dueUntil,
        bool moved,
        DateTimeOffset now,
        SiteCalendar calendar
    )
    {
        var today = calendar.DayOf(now).DayNumber;
        var (received, legal) = (calendar.DayOf(receivedAt).DayNumber, calendar.LastDayBefore(legalUntil).DayNumber);
        // A period of one month is counted from its start, a longer one backwards from its end.
        var day = moved ? Month - (legal - today) : today - received;
        var urgency =
            now >= dueUntil ? PrivacyRequestUrgency.Overdue
            : day >= 28 ? PrivacyRequestUrgency.Day28
            : day >= 25 ? PrivacyRequestUrgency.Day25
            : day >= 20 ? PrivacyRequestUrgency.Day20
            : PrivacyRequestUrgency.Calm;
        return new PrivacyRequestPace(calendar.LastDayBefore(dueUntil).DayNumber - today, urgency);
    }
}
