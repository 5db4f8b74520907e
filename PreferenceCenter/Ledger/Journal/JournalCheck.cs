using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Checks whether the database is older than its journal. A database restored from a backup lacks the unsubscribes
/// since then. Until they are replayed, no mail may be sent from it and nothing may be written to it.
/// </summary>
internal sealed class JournalCheck(Database database, StorageSettings storage, JournalRegistry? journals = null)
{
    public const string WhatToDo =
        "Run `restore --replay`; if the journal is lost too, two people run `restore --accept-loss --reason TEXT`.";

    /// <summary>
    /// Why the database must not be served, and what to do; null if it holds everything that its journals hold. Reads
    /// only the ends of the files and a few rows.
    /// </summary>
    public string? Fault()
    {
        try
        {
            return journals?.DirectoryFault() is { } wrong
                ? $"{JournalRegistry.Setting} {wrong}."
                : OwnFault() ?? journals?.Fault();
        }
        catch (InvalidDataException reason)
        {
            return $"Which journal this is cannot be told: {reason.Message}";
        }
    }

    /// <summary>What the database lacks of the journal in this directory; null where it lacks nothing.</summary>
    public string? OwnFault()
    {
        using var session = database.Read();
        foreach (var file in JournalFile.In(storage.JournalDirectory))
            if (Fault(session, file) is { } fault)
                return $"{fault} {WhatToDo}";
        return null;
    }

    /// <exception cref="StaleDatabaseException">The database is older than its journal.</exception>
    public void ThrowIfStale()
    {
        if (Fault() is { } fault)
            throw new StaleDatabaseException(fault);
    }

    private static string? Fault(ReadSession session, JournalFile file)
    {
        try
        {
            var (tail, log) = (file.ReadTail(), new LogReader(session, file.Slot));
            var (size, mark) = (log.Head().Size, tail.Last);
            if (mark is not null && mark.Size > size)
                return Invariant(
                    $"The database is older than its journal: log {file.Slot} has {size} events, and the journal saw {mark.Size}."
                );
            if (mark is not null && log.Proofs(mark.Size).Root() != mark.Root)
                return Invariant(
                    $"The database is older than its journal: its log {file.Slot} is another than the journal saw at {mark.Size} events."
                );
            var unclaimed = Unclaimed(session, tail.Since);
            return tail.Since.Any(line => !unclaimed.Contains(line) && !Holds(session, line))
                ? $"The database is older than its journal: it lacks what was written last in {file.Name}."
                : null;
        }
        catch (InvalidDataException reason)
        {
            return $"Whether the database is older than its journal cannot be told: {reason.Message}";
        }
    }

    // By one statement: where nothing else happens in this log, there may be thousands.
    private static HashSet<JournalLine> Unclaimed(ReadSession session, IReadOnlyList<JournalLine> lines)
    {
        var held = new HashSet<JournalLine>();
        if (lines.OfType<LeftLine>().Select(line => (DateTimeOffset?)line.At).Min() is not { } since)
            return held;
        using var row = session[Sql.UnclaimedSince, Instant.ToMicroseconds(since)].ExecuteReader();
        while (row.Read())
            held.Add(new LeftLine(Sql.ReadGuid(row, 0), row.GetInt64(1), Sql.ReadInstant(row, 2)));
        return held;
    }

    private static bool Holds(ReadSession session, JournalLine line)
    {
        if (line is LeftLine left)
            return session[Sql.IsUnclaimed, ("@id", Key(left.Person)), ("@scope", left.Scope)].ExecuteScalar()
                    is not null
                || session.Find(PersonKey.Of(left.Person)) is not null;
        if (line is not ReducedLine reduced)
            return true;
        using var row = session[Sql.EventAt, ("@slot", reduced.Slot), ("@position", reduced.Position)].ExecuteReader();
        return row.Read() && Sql.ReadEvent(row).At == reduced.At;
    }

    private static byte[] Key(Guid person) => person.ToByteArray(bigEndian: true);
}

/// <summary>
/// Thrown when the database is older than its journal. Only a replay, or the acceptance of the loss, may write to it.
/// </summary>
internal sealed class StaleDatabaseException(string message) : IOException(message);
