using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Creates the actions of the subscribers: half of them leave, a quarter reduces, a quarter asks for more.
/// </summary>
internal static class Deeds
{
    public const string Listed = "news;events";

    public static Deed Leave(Person person) =>
        new(
            DeedKind.Leave,
            person,
            WebCenter.UnsubscribePathOf(person, WebCenter.Events),
            ("List-Unsubscribe", "One-Click")
        );

    public static Deed Slower(Person person, DateTimeOffset mailed) =>
        new(
            DeedKind.Slower,
            person,
            WebCenter.PreferencesPathOf(person, mailed),
            ("topics", "news"),
            ("shown", "news:on"),
            ("frequency.news", "weekly"),
            ("action", "save")
        );

    public static Deed TopicOff(Person person, DateTimeOffset mailed) =>
        new(
            DeedKind.TopicOff,
            person,
            WebCenter.PreferencesPathOf(person, mailed),
            ("shown", "events:on"),
            ("action", "save")
        );

    public static Deed Ask(Person person, DateTimeOffset mailed) =>
        new(
            DeedKind.Ask,
            person,
            WebCenter.PreferencesPathOf(person, mailed),
            ("topics", "offers"),
            ("shown", "offers:off"),
            ("action", "save")
        );

    public static Deed Confirm(Person person, string path) => new(DeedKind.Confirm, person, path);

    /// <summary>
    /// The event that an acknowledged action leaves exactly once; asking for more leaves no lasting event.
    /// </summary>
    public static (EventKind Kind, long Aspect)? EventOf(DeedKind kind) =>
        kind switch
        {
            DeedKind.Leave or DeedKind.TopicOff => (EventKind.Withdrawn, WebCenter.Events),
            DeedKind.Slower => (EventKind.Changed, WebCenter.News),
            DeedKind.Confirm => (EventKind.Confirmed, WebCenter.Offers),
            _ => null,
        };
}
