using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>
/// The parts of one node that erase subscribers, over a database and a journal that other nodes may share.
/// </summary>
internal sealed class ErasureRig : IAsyncDisposable
{
    private readonly Database database;
    private readonly LedgerSettings settings;
    private readonly TimeProvider clock;
    private readonly StorageSettings storage;

    public ErasureRig(Database database, LedgerSettings settings, string journal, TimeProvider clock)
    {
        (this.database, this.settings, this.clock) = (database, settings, clock);
        storage = new StorageSettings("", "", journal, DatabaseProvider.Sqlite, "");
        Journal = new ErasureJournal(storage, settings.Suppression);
        Writer = new ChangeWriter(
            database,
            settings,
            clock,
            new LedgerMetrics(TestCenter.Meters),
            NullLogger<ChangeWriter>.Instance,
            erasures: Journal
        );
        _ = Writer.StartAsync(CancellationToken.None);
        Eraser = new ErasureService(
            new SubscriberReader(database),
            new AddressChangeStore(database),
            new MailboxReader(database),
            Writer,
            new ErasureSettings(KeepSuppression: true, Automatic: false, TimeSpan.Zero)
        );
    }

    public ErasureJournal Journal { get; }
    public ChangeWriter Writer { get; }
    public ErasureService Eraser { get; }

    public Task<bool> EraseAsync(Guid person) =>
        Eraser.EraseAsync(
            PersonKey.Of(person),
            new Act(Channel.System, Actor.System, clock.GetUtcNow(), LawfulBasis.None, 0, 0)
        );

    public Task<ErasureReplayResult> ReplayAsync() =>
        new ErasureReplay(
            database,
            new SubscriberReader(database),
            Journal,
            new JournalPurge(storage, Journal),
            settings,
            new ErasureSettings(KeepSuppression: true, Automatic: false, TimeSpan.Zero),
            new LedgerMetrics(TestCenter.Meters),
            clock,
            NullLogger<ChangeWriter>.Instance
        ).RunAsync(Actor.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        Writer.Dispose();
    }
}
