using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>An event as it is read from the database.</summary>
internal sealed record AuditLogEntry(
    long Position,
    DateTimeOffset At,
    EventKind Kind,
    long Aspect,
    long Value,
    Channel Channel,
    ActorKind By,
    Guid ActorId,
    Guid LedgerId
)
{
    public bool OfPerson => LedgerId != Guid.Empty;

    /// <summary>Whether both are of one change: somebody's at one moment, about one person at most.</summary>
    public bool IsOfChange(AuditLogEntry other) =>
        (At, Channel, By, ActorId) == (other.At, other.Channel, other.By, other.ActorId)
        && (LedgerId == other.LedgerId || !OfPerson || !other.OfPerson);
}

/// <summary>An event in the reader's language.</summary>
public sealed record AuditLogLine(long Position, MarkupString What, MarkupString? About);

/// <summary>The person whom a change is about, as the console shows them.</summary>
public sealed record AuditLogPerson(Guid Id, string Masked);

/// <summary>The events of one change, in the order in which they were written.</summary>
/// <param name="OfPerson">Whether it is about a person, who may be erased since.</param>
public sealed record AuditLogChange(
    IReadOnlyList<AuditLogLine> Lines,
    DateTimeOffset At,
    MarkupString By,
    bool OfPerson,
    AuditLogPerson? Person
)
{
    public long Position => Lines[0].Position;

    /// <summary>Groups events, the newest first, by the change that wrote them.</summary>
    internal static IEnumerable<IReadOnlyList<AuditLogEntry>> Group(IEnumerable<AuditLogEntry> newestFirst)
    {
        var group = new List<AuditLogEntry>();
        foreach (var entry in newestFirst)
        {
            if (group.Count > 0 && !(group[^1].IsOfChange(entry) && group.TrueForAll(e => e.IsOfChange(entry))))
            {
                yield return [.. Enumerable.Reverse(group)];
                group.Clear();
            }
            group.Add(entry);
        }
        if (group.Count > 0)
            yield return [.. Enumerable.Reverse(group)];
    }
}

/// <summary>A page of the log, the numbers of all logs, and whose events can be chosen.</summary>
/// <param name="Before">Position that the next page ends before; null where there is none.</param>
/// <param name="IsCut">Whether only a part of the log was looked through, and nothing was found.</param>
internal sealed record AuditLogSlice(
    IReadOnlyList<AuditLogChange> Changes,
    long? Before,
    bool IsCut,
    IReadOnlyList<int> Logs,
    IReadOnlyList<(Guid Actor, string Name)> Accounts
)
{
    public static readonly AuditLogSlice None = new([], null, false, [], []);
}

/// <summary>The proof that the log holds an event: its hash, the hashes on the way to the root, and a signed checkpoint.</summary>
public sealed record AuditLogProof(
    long Position,
    string Leaf,
    IReadOnlyList<string> Path,
    string Checkpoint,
    bool Holds
);

/// <summary>Checkpoint of a log: its origin, size and root hash.</summary>
internal sealed record LogCheckpoint(string Origin, long Size, string Root);

/// <summary>Checkpoints of all logs, and when a checkpoint was last mailed.</summary>
internal sealed record LogHeads(IReadOnlyList<LogCheckpoint> Checkpoints, DateTimeOffset? MailedAt);
