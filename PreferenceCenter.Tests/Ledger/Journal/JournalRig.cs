using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Tests.Ledger.Journal;

/// <summary>
/// <see cref="TestCenter"/> whose writers keep a journal beside it, with the parts that read the journal back.
/// </summary>
internal sealed class JournalRig : IAsyncDisposable
{
    private readonly StorageSettings storage;
    private readonly List<(ChangeWriter Writer, Database? Owned)> writers = [];

    private JournalRig(TestCenter center)
    {
        Center = center;
        storage = new StorageSettings(
            center.Directory,
            Path.Combine(center.Directory, "keys"),
            Path.Combine(center.Directory, "journal"),
            center.Stored.Provider,
            center.Stored.ConnectionString
        );
    }

    public TestCenter Center { get; }
    public string Directory => storage.JournalDirectory;
    public JournalFile File => new(Directory, 0);
    public string Text => System.IO.File.ReadAllText(File.Path);
    public IReadOnlyList<JournalLine> Lines => [.. File.ReadAll().Select(l => l.Line)];
    public IReadOnlyList<ReducedLine> Reduced => [.. Lines.OfType<ReducedLine>()];
    public MarkLine? Last => File.ReadTail().Last;

    public static async Task<JournalRig> NewAsync(byte[]? database = null) =>
        new(await TestCenter.NewAsync(database: database));

    public JournalCheck Check() => new(Center.Database, storage);

    public JournalKeeper Keeper(Database? database = null)
    {
        database ??= Center.Database;
        return new JournalKeeper(
            database,
            storage,
            new JournalCheck(database, storage),
            Center.Clock,
            NullLogger<JournalKeeper>.Instance
        );
    }

    /// <summary>Starts a writer that keeps the journal.</summary>
    public ChangeWriter StartWriter(JournalKeeper? keeper = null) =>
        Start(Center.Database, keeper ?? Keeper(), owned: null);

    /// <summary>Starts a writer whose keeper sees another state of the database: it was replaced behind the commits.</summary>
    public ChangeWriter StartWriter(JournalRig replaced) =>
        Start(
            Center.Database,
            new JournalKeeper(
                replaced.Center.Database,
                storage,
                new JournalCheck(replaced.Center.Database, storage),
                Center.Clock,
                NullLogger<JournalKeeper>.Instance
            ),
            owned: null
        );

    /// <summary>Starts a writer beside a journal that has more changes than the database; the start is refused.</summary>
    public Task StartStaleAsync() => Writer(Center.Database, Keeper()).StartAsync(CancellationToken.None);

    /// <summary>Starts another writer as a second process would, with connections of its own.</summary>
    public ChangeWriter StartOther()
    {
        var database = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(Center.File));
        return Start(database, Keeper(database), database);
    }

    private ChangeWriter Start(Database database, JournalKeeper keeper, Database? owned)
    {
        var writer = Writer(database, keeper);
        _ = writer.StartAsync(CancellationToken.None);
        writers.Add((writer, owned));
        return writer;
    }

    /// <summary>Stops all writers; the journal then has everything that was committed.</summary>
    public async Task StopAsync()
    {
        foreach (var (writer, owned) in writers)
        {
            await writer.StopAsync(CancellationToken.None);
            owned?.Dispose();
        }
        writers.Clear();
    }

    /// <summary>Replays the missing changes into the database, or is stopped at the first report of progress.</summary>
    public async Task<ReplayResult?> ReplayAsync(bool stopAtOnce = false)
    {
        var keeper = Keeper();
        var writer = Writer(Center.Database, keeper);
        using var outbox = new OutboxStore(Center.Database);
        using var stopping = new CancellationTokenSource();
        var names = new LedgerNames(Center.Database, writer, Center.Clock);
        return await new JournalReplay(
            Center.Database,
            storage,
            Check(),
            keeper,
            writer,
            names,
            outbox,
            Center.Clock
        ).RunAsync("ada", stopAtOnce ? _ => stopping.Cancel() : null, stopping.Token);
    }

    private ChangeWriter Writer(Database database, JournalKeeper keeper) =>
        new(
            database,
            Center.Settings,
            Center.Clock,
            new LedgerMetrics(TestCenter.Meters),
            NullLogger<ChangeWriter>.Instance,
            keeper
        );

    /// <summary>Saves the database for a restore. No writer may be running.</summary>
    public async Task<byte[]> BackUpAsync()
    {
        await StopAsync();
        return await Center.ToBytesAsync();
    }

    /// <summary>Opens the same journal beside another state of the database.</summary>
    public async Task<JournalRig> RestoreAsync(byte[] database, double minutesLater = 30)
    {
        await StopAsync();
        var restored = await NewAsync(database);
        System.IO.Directory.CreateDirectory(restored.Directory);
        System.IO.File.Copy(File.Path, restored.File.Path);
        restored.Center.Clock.SetUtcNow(Center.Now.AddMinutes(minutesLater));
        return restored;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Center.DisposeAsync();
    }
}
