using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Tests.Ledger.Journal;

/// <summary>
/// A <see cref="TestCenter"/> whose writers keep a journal beside it, and the parts that read it back.
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

    /// <summary>A writer that keeps the journal.</summary>
    public ChangeWriter StartWriter(JournalKeeper? keeper = null) =>
        Start(Center.Database, keeper ?? Keeper(), owned: null);

    /// <summary>A start beside a journal that knows more: refused.</summary>
    public Task StartStaleAsync() => Writer(Center.Database, Keeper()).StartAsync(CancellationToken.None);

    /// <summary>As another process has it, with connections of its own.</summary>
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

    /// <summary>What was committed is in the journal then.</summary>
    public async Task StopAsync()
    {
        foreach (var (writer, owned) in writers)
        {
            await writer.StopAsync(CancellationToken.None);
            owned?.Dispose();
        }
        writers.Clear();
    }

    /// <summary>Tells the database what it forgot; or is stopped at the first sign of progress.</summary>
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
            Center.People,
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

    /// <summary>The database as it stands, for a restore. Nothing may be writing.</summary>
    public async Task<byte[]> BackUpAsync()
    {
        await StopAsync();
        return await Center.ToBytesAsync();
    }

    /// <summary>The same journal beside another state of the database.</summary>
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
