using Microsoft.Data.Sqlite;

namespace PreferenceCenter.Data.Sqlite;

// Backup and restore.
internal sealed partial class SqliteDatabase
{
    private static readonly string[] Companions = ["-wal", "-shm"];

    // One read transaction: writers do not wait. VACUUM INTO copies no deleted content, unlike a copy page by page.
    public override void CopyTo(string file)
    {
        using (var connection = Open(5000))
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "VACUUM INTO @file";
            command.Parameters.AddWithValue("@file", file);
            command.ExecuteNonQuery();
        }
        KeyFile.MakeDurable(file);
    }

    public override string? FileFault()
    {
        try
        {
            using var connection = Open(5000);
            if (Ask(connection, "PRAGMA integrity_check") is not "ok")
                return "SQLite finds it damaged";
            return Compare(SqliteExamination.History(connection)).Standing switch
            {
                SchemaStanding.Empty => "it is no database of this program",
                SchemaStanding.TooNew => "it was made by a later version of this program",
                _ => null,
            };
        }
        catch (SqliteException reason)
        {
            return reason.Message;
        }
    }

    public override string? Directory => Path.GetDirectoryName(File);

    public override string? ReplaceBy(string file, DateTimeOffset now)
    {
        if (System.IO.File.Exists(file + "-wal"))
            throw new IOException($"{file} is still open somewhere.");
        var aside = System.IO.File.Exists(File) ? KeepAside(KeptDatabases.FileAt($"{File}.", "", now)) : null;
        // Before the new file is in place: SQLite would apply the companion files to it.
        DeleteCompanions(File);
        System.IO.File.Move(file, File, overwrite: true);
        KeyFile.MakeDurable(File);
        return aside;
    }

    // A copy instead of a rename: between two renames there would be no database.
    private string KeepAside(string aside)
    {
        EmptyWriteAheadLog();
        foreach (var part in Companions.Prepend("").Where(part => System.IO.File.Exists(File + part)))
        {
            System.IO.File.Copy(File + part, aside + part);
            KeyFile.MakeDurable(aside + part);
        }
        return aside;
    }

    private void EmptyWriteAheadLog()
    {
        try
        {
            using var connection = Open(0);
            Ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The file is damaged: it is kept as it is, with its companion files.
        }
    }

    internal static void DeleteCompanions(string file)
    {
        foreach (var part in Companions)
            System.IO.File.Delete(file + part);
    }
}
