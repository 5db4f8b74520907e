using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Creates the actions of the subscribers: half of them leave, a quarter reduces, a quarter asks for more.
/// </summary>
internal static class SubscriberActions
{
    public const string Listed = "news;events";

    public static SubscriberAction Leave(Person person) =>
        new(
            SubscriberActionKind.Leave,
            person,
            WebCenter.UnsubscribePathOf(person, WebCenter.Events),
            ("List-Unsubscribe", "One-Click")
        );

    public static SubscriberAction Slower(Person person, DateTimeOffset mailed) =>
        new(
            SubscriberActionKind.Slower,
            person,
            WebCenter.PreferencesPathOf(person, mailed),
            ("topics", "news"),
            ("shown", "news:on"),
            ("frequency.news", "weekly"),
            ("action", "save")
        );

    public static SubscriberAction TopicOff(Person person, DateTimeOffset mailed) =>
        new(
            SubscriberActionKind.TopicOff,
            person,
            WebCenter.PreferencesPathOf(person, mailed),
            ("shown", "events:on"),
            ("action", "save")
        );

    public static SubscriberAction Ask(Person person, DateTimeOffset mailed) =>
        new(
            SubscriberActionKind.Ask,
            person,
            WebCenter.PreferencesPathOf(person, mailed),
            ("topics", "offers"),
            ("shown", "offers:off"),
            ("action", "save")
        );

    public static SubscriberAction Confirm(Person person, string path) =>
        new(SubscriberActionKind.Confirm, person, path);

    /// <summary>
    /// The event that an acknowledged action leaves exactly once; asking for more leaves no lasting event.
    /// </summary>
    public static (EventKind Kind, long Aspect)? EventOf(SubscriberActionKind kind) =>
        kind switch
        {
            SubscriberActionKind.Leave or SubscriberActionKind.TopicOff => (EventKind.Withdrawn, WebCenter.Events),
            SubscriberActionKind.Slower => (EventKind.Changed, WebCenter.News),
            SubscriberActionKind.Confirm => (EventKind.Confirmed, WebCenter.Offers),
            _ => null,
        };
}
