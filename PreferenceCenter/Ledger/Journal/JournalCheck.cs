using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// Whether the database is older than its journal: restored from a backup, it has forgotten who left since. Until it
/// was told again, nobody may be mailed by it and nothing be written to it.
/// </summary>
internal sealed class JournalCheck(Database database, StorageSettings storage)
{
    public const string WhatToDo =
        "Run `restore --replay`; if the journal is lost too, two people run `restore --accept-loss --reason TEXT`.";

    /// <summary>
    /// Why it must not be served; null where it holds all that the journal knows. Reads the ends of files and a few
    /// rows.
    /// </summary>
    public string? Fault()
    {
        using var session = database.Read();
        foreach (var file in JournalFile.In(storage.JournalDirectory))
            if (Fault(session, file) is { } fault)
                return fault;
        return null;
    }

    /// <exception cref="StaleDatabaseException">It is.</exception>
    public void ThrowIfStale()
    {
        if (Fault() is { } fault)
            throw new StaleDatabaseException($"{fault} {WhatToDo}");
    }

    private static string? Fault(ReadSession session, JournalFile file)
    {
        try
        {
            var (tail, log) = (file.ReadTail(), new LogReader(session, file.Slot));
            var (size, mark) = (log.Head().Size, tail.Last);
            if (mark is not null && mark.Size > size)
                return $"The database is older than its journal: log {file.Slot} has {size} events, and the journal saw {mark.Size}.";
            if (mark is not null && log.Proofs(mark.Size).Root() != mark.Root)
                return $"The database is older than its journal: its log {file.Slot} is another than the journal saw at {mark.Size} events.";
            return tail.Since.Any(line => !Holds(session, line))
                ? $"The database is older than its journal: it lacks what was written last in {file.Name}."
                : null;
        }
        catch (InvalidDataException reason)
        {
            return $"Whether the database is older than its journal cannot be told: {reason.Message}";
        }
    }

    private static bool Holds(ReadSession session, JournalLine line)
    {
        if (line is LeftLine left)
            return session[Sql.IsUnclaimed, Key(left.Person), left.Scope].ExecuteScalar() is not null
                || session.Find(PersonKey.Of(left.Person)) is not null;
        if (line is not ReducedLine reduced)
            return true;
        using var row = session[Sql.EventAt, reduced.Slot, reduced.Position].ExecuteReader();
        return row.Read() && Sql.ReadEvent(row).At == reduced.At;
    }

    private static byte[] Key(Guid person) => person.ToByteArray(bigEndian: true);
}

/// <summary>The database is older than its journal, and nothing may be written to it but what mends that.</summary>
internal sealed class StaleDatabaseException(string message) : IOException(message);
