using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Counts the emails that anybody may ask for by their kind and the mailbox they go to. Whoever gets one without having
/// asked stops that kind, and no other: who does not want to be asked about sign-ups still gets the link to their data.
/// </summary>
internal static class AskedMails
{
    internal static readonly (TimeSpan Window, int Count) PerDay = (TimeSpan.FromDays(1), 5);

    /// <summary>How long "this was not me" stops a kind.</summary>
    public static readonly TimeSpan DeclinedFor = TimeSpan.FromDays(30);

    public static readonly IReadOnlyList<AskedKind> Kinds = Enum.GetValues<AskedKind>();

    /// <summary>
    /// Counts one more, and tells what keeps it: null if it may go. Both are always looked up, so that no answer is
    /// quicker than another.
    /// </summary>
    public static AskedHold? Count(Batch batch, AskedKind kind, string mailbox, DateTimeOffset at)
    {
        var declined = batch.Limits.BlockedUntil(BlockOf(kind), mailbox, at);
        var count = batch.Limits.Count(CountOf(kind), mailbox, PerDay, at);
        return declined is { } until ? new AskedHold(Declined: true, until)
            : count > PerDay.Count ? new AskedHold(Declined: false, batch.Limits.EndOf(CountOf(kind), mailbox, at))
            : null;
    }

    /// <summary>Whether the mailbox recently answered "this was not me" to an email of this kind.</summary>
    public static bool IsDeclined(Batch batch, AskedKind kind, string mailbox, DateTimeOffset at) =>
        batch.Limits.BlockedUntil(BlockOf(kind), mailbox, at) is not null;

    public static void Decline(Batch batch, AskedKind kind, string mailbox, DateTimeOffset at) =>
        batch.Limits.Block(BlockOf(kind), mailbox, DeclinedFor, at);

    /// <summary>Name under which the emails of a kind are counted.</summary>
    public static string CountOf(AskedKind kind) =>
        kind switch
        {
            AskedKind.Question => "asked/day",
            AskedKind.Choices => "address",
            _ => "identity",
        };

    /// <summary>Name under which a kind is stopped.</summary>
    public static string BlockOf(AskedKind kind) =>
        kind switch
        {
            AskedKind.Question => "not-me",
            AskedKind.Choices => "not-me/choices",
            _ => "not-me/data",
        };
}
