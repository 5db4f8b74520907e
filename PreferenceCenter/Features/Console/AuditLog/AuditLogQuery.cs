using System.Globalization;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>Part of the log: all events, those of subscribers, or administrative ones.</summary>
internal enum AuditLogPart
{
    All,
    People,
    Administration,
}

/// <summary>What the address of the audit log asks for.</summary>
/// <param name="By">Whose events: a kind of actor; null for everybody's.</param>
/// <param name="Account">Of the staff, the actor id of one account.</param>
/// <param name="Before">Position that the page ends before; null for the newest events.</param>
internal sealed record AuditLogQuery(
    int Log,
    AuditLogPart Part,
    EventKind? Kind,
    ActorKind? By,
    Guid? Account,
    DateOnly? Day,
    long? Before
)
{
    private const string Form = "yyyy-MM-dd";

    public bool IsFiltered => Kind is not null || WhoTyped is not null || Day is not null;

    /// <summary>The same question with another kind, actor or day, as an address names them; the newest events of it.</summary>
    public AuditLogQuery With(string? kind, string? by, string? day) =>
        Of(Log, WireName.Of(Part), kind, by, day, before: null);

    /// <summary>The question of an address; what names nothing is left out.</summary>
    public static AuditLogQuery Of(int log, string? part, string? kind, string? by, string? day, long? before) =>
        new(
            log,
            Named<AuditLogPart>(part) ?? AuditLogPart.All,
            Named<EventKind>(kind),
            Named<ActorKind>(by),
            Guid.TryParse(by, out var account) ? account : null,
            DateOnly.TryParseExact(day, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
                ? on
                : null,
            before
        );

    /// <summary>The same question in an address; the position of an entry opens its proof.</summary>
    public string Path(string page, long? entry = null) =>
        PathWith.Query(
            page,
            ("part", Part == AuditLogPart.All ? null : WireName.Of(Part)),
            ("log", Log == 0 ? null : Invariant($"{Log}")),
            ("kind", KindTyped),
            ("by", WhoTyped),
            ("day", DayTyped),
            ("before", Before is { } before ? Invariant($"{before}") : null),
            ("entry", entry is { } position ? Invariant($"{position}") : null)
        );

    public string? KindTyped => Kind is { } kind ? WireName.Of(kind) : null;
    public string? WhoTyped => Account?.ToString() ?? (By is { } by ? WireName.Of(by) : null);
    public string? DayTyped => Day?.ToString(Form, CultureInfo.InvariantCulture);

    private static T? Named<T>(string? name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (WireName.Of(value) == name)
                return value;
        return null;
    }
}
