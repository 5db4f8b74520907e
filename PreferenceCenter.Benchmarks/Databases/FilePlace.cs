using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;

namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>A SQLite database in the workspace.</summary>
internal sealed class FilePlace(Workspace workspace) : Place
{
    public string File { get; } = workspace.NewFile("people.db");

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;
    public override string ConnectionString => SqliteDatabase.ConnectionStringFor(File);
    public override IReadOnlyList<MeasuredProgram> Parts => [];

    public override Database Open() => new SqliteDatabase(ConnectionString);

    public override Task<Place> CopyAsync(CancellationToken cancel)
    {
        var copy = new FilePlace(workspace);
        System.IO.File.Copy(File, copy.File);
        return Task.FromResult<Place>(copy);
    }

    public override async Task SettleAsync(CancellationToken cancel)
    {
        using var database = Open();
        await using var connection = database.OpenForWork();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize;";
        await command.ExecuteNonQueryAsync(cancel);
    }

    public override Task DropAsync(CancellationToken cancel)
    {
        System.IO.File.Delete(File);
        System.IO.File.Delete(File + "-wal");
        System.IO.File.Delete(File + "-shm");
        return Task.CompletedTask;
    }
}
