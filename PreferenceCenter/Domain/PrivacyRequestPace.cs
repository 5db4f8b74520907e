namespace PreferenceCenter.Domain;

/// <summary>
/// How pressing a request is. A month is marked on its days 20, 25 and 28; of a longer time, as many days before its
/// end.
/// </summary>
public enum PrivacyRequestUrgency : byte
{
    Calm = 0,
    Day20 = 20,
    Day25 = 25,
    Day28 = 28,
    Overdue = 99,
}

/// <param name="DaysLeft">Until the day it is due; below nothing once that is over.</param>
public readonly record struct PrivacyRequestPace(int DaysLeft, PrivacyRequestUrgency Urgency)
{
    public const int Month = 30;

    /// <param name="dueUntil">The end of the day on which it is due.</param>
    /// <param name="moved">Whether more than the month was given, or the clock stood still.</param>
    public static PrivacyRequestPace Of(
        DateTimeOffset receivedAt,
        DateTimeOffset legalUntil,
        DateTimeOffset dueUntil,
        bool moved,
        DateTimeOffset now,
        TimeZoneInfo zone
    )
    {
        var today = Deadline.DayOf(now, zone).DayNumber;
        var (received, legal) = (
            Deadline.DayOf(receivedAt, zone).DayNumber,
            Deadline.DayOf(legalUntil.AddTicks(-1), zone).DayNumber
        );
        // Of one month the day itself is counted; of a longer time, from its end backwards.
        var day = moved ? Month - (legal - today) : today - received;
        var urgency =
            now >= dueUntil ? PrivacyRequestUrgency.Overdue
            : day >= 28 ? PrivacyRequestUrgency.Day28
            : day >= 25 ? PrivacyRequestUrgency.Day25
            : day >= 20 ? PrivacyRequestUrgency.Day20
            : PrivacyRequestUrgency.Calm;
        return new PrivacyRequestPace(Deadline.DayOf(dueUntil.AddTicks(-1), zone).DayNumber - today, urgency);
    }
}
