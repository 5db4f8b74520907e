namespace PreferenceCenter.Data;

/// <summary>What this program needs of a schema, in names of migrations.</summary>
/// <param name="Last">The newest migration that the program knows.</param>
/// <param name="ServedFrom">
/// The floor: the newest migration of the oldest program that may serve this schema, beside a program of this version
/// or after it. CONTRIBUTING.md says when it is raised.
/// </param>
internal sealed record SchemaVersion(string Last, string ServedFrom);

/// <summary>A migration in the history of a database.</summary>
/// <param name="ServedFrom">The floor that the program kept which applied it; null where it kept none.</param>
internal sealed record AppliedMigration(string Id, string? ServedFrom);

/// <summary>How the schema of a database stands to this program.</summary>
internal enum SchemaStanding
{
    /// <summary>There is no schema yet.</summary>
    Empty,

    /// <summary>Migrations of this program are pending.</summary>
    Behind,
    Current,

    /// <summary>A later version made it, which lets this program serve it.</summary>
    Ahead,

    /// <summary>A later version made it, and this program must leave it alone.</summary>
    TooNew,
}

/// <summary>The schema of a database, as compared with this program.</summary>
/// <param name="Schema">The newest migration in the database; null where there is none.</param>
/// <param name="Program">The newest migration of this program.</param>
/// <param name="Pending">Migrations that this program would apply, in order.</param>
/// <param name="Beside">
/// Whether the program that made the present schema may go on serving, or be started again, after the pending
/// migrations; for a schema of a later version, whether this program may.
/// </param>
internal sealed record SchemaState(
    SchemaStanding Standing,
    string? Schema,
    string Program,
    IReadOnlyList<string> Pending,
    bool Beside
)
{
    // The ids of migrations begin with the time at which they were written.
    public static SchemaState Of(
        IReadOnlyCollection<AppliedMigration> history,
        SchemaVersion version,
        Func<IEnumerable<string>> known
    )
    {
        var newest = history.MaxBy(m => m.Id, StringComparer.Ordinal);
        if (newest is null)
            return new(SchemaStanding.Empty, null, version.Last, [.. known()], Beside: true);
        var later = string.CompareOrdinal(newest.Id, version.Last) > 0;
        if (!later && history.Any(m => m.Id == version.Last))
            return new(SchemaStanding.Current, newest.Id, version.Last, [], Beside: true);
        if (!later)
            return new(
                SchemaStanding.Behind,
                newest.Id,
                version.Last,
                [.. known().Except(history.Select(m => m.Id))],
                string.CompareOrdinal(version.ServedFrom, newest.Id) <= 0
            );
        // A migration without a floor is of nobody who promised anything.
        var serves =
            history.Any(m => m.Id == version.Last)
            && newest.ServedFrom is { } floor
            && string.CompareOrdinal(floor, version.Last) <= 0;
        return new(serves ? SchemaStanding.Ahead : SchemaStanding.TooNew, newest.Id, version.Last, [], serves);
    }

    /// <summary>Why this program may not work on the database as it is; null where it may.</summary>
    public string? Refusal =>
        Standing switch
        {
            SchemaStanding.Empty =>
                "The database is empty: start the server, or run `database migrate`; no other command makes tables and keys. If it was moved, the settings name the old one.",
            SchemaStanding.Behind =>
                $"The database is of {Schema}, this program of {Program}: run `database migrate`, or start the server, which does the same. `database status` says whether running nodes must be stopped first.",
            SchemaStanding.TooNew => Later + " Use that version, or restore a backup of before.",
            _ => null,
        };

    /// <summary>The line of the doctor.</summary>
    public DatabaseFact Fact() =>
        Standing switch
        {
            SchemaStanding.Current => new("migrations", true, $"the schema is of {Schema}"),
            SchemaStanding.Ahead => new(
                "migrations",
                true,
                $"the schema is of {Schema}, which lets this program of {Program} serve beside the later version"
            ),
            _ => new("migrations", false, Refusal!),
        };

    private string Later =>
        $"A later version of this program made the database: it is of {Schema}, this program of {Program}, and may not be served by it.";
}
