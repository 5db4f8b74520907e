using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the first half of an erasure: all rows of a subscriber with very many events, with the journal before and
/// the commit after it synced to disk. The erasures run one after the other.
/// </summary>
internal sealed class ErasureMeasure : Measure
{
    private const int Times = 200,
        Events = 200;
    private static readonly Floor OverSmall = Floor.AtMost(1.3),
        ASecond = Floor.AtLeast(100);

    public override string Name => "erasure";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var (few, many) = (
            await bench.CrowdAsync(Options.Small, cancel),
            await bench.CrowdAsync(bench.Options.Large, cancel)
        );
        await using ErasureRun small = await ErasureRun.PrepareAsync(bench, few, cancel),
            large = await ErasureRun.PrepareAsync(bench, many, cancel);
        var (slow, fast) = (new List<double>(), new List<double>());
        // In turns, so that variations of the machine affect both alike.
        for (var time = 0; time < Times; time++)
        {
            fast.Add(await small.EraseNextAsync());
            slow.Add(await large.EraseNextAsync());
        }
        var median = Median.Of(slow);
        return
        [
            new Row(
                $"erasure of one with {Events} events among {Figure.Text(many.Crowd.People)}, rows, journal and commit",
                1 / median,
                "a second",
                null,
                null,
                ASecond
            ),
            new Row(
                $"the same: time",
                median * 1000,
                "ms",
                median / Median.Of(fast),
                $"the same among {Figure.Text(few.Crowd.People)}",
                OverSmall
            ),
        ];
    }

    /// <summary>A copy of a database in which some subscribers, who are to be erased, have very many events.</summary>
    private sealed class ErasureRun(Database database, ChangeWriter writer, ErasureService eraser, Queue<Guid> people)
        : IAsyncDisposable
    {
        public static async Task<ErasureRun> PrepareAsync(Bench bench, CrowdDatabase crowd, CancellationToken cancel)
        {
            var place = await crowd.Place.CopyAsync(cancel);
            var database = place.Open();
            var settings = new LedgerSettings(Policy.Default, new AddressHasher(new byte[32]), TimeSpan.FromMinutes(2));
            var journal = new ErasureJournal(
                new StorageSettings(
                    "",
                    "",
                    Path.GetDirectoryName(bench.Workspace.NewFile("journal/x"))!,
                    place.Provider,
                    place.ConnectionString
                ),
                settings.Suppression
            );
            var metrics = new LedgerMetrics(
                new ServiceCollection()
                    .AddMetrics()
                    .BuildServiceProvider()
                    .GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()
            );
            var writer = new ChangeWriter(
                database,
                settings,
                TimeProvider.System,
                metrics,
                NullLogger<ChangeWriter>.Instance,
                erasures: journal
            );
            await writer.StartAsync(cancel);
            var people = crowd.Usual().Take(Times).ToArray();
            for (var round = Crowd.TopicsEach; round < Events; round++)
                foreach (var group in people.Chunk(100))
                    await Task.WhenAll(group.Select(person => writer.SubmitAsync(ChangeOfMind(person, round))));
            await place.SettleAsync(cancel);
            return new ErasureRun(
                database,
                writer,
                new ErasureService(
                    new SubscriberReader(database),
                    new AddressChangeStore(database),
                    new MailboxReader(database),
                    writer,
                    new ErasureSettings(true, false, TimeSpan.Zero)
                ),
                new Queue<Guid>(people)
            );
        }

        private static PersonChange ChangeOfMind(Guid person, int round) =>
            new(
                PersonKey.Of(person),
                new Choose(
                    new Dictionary<long, long> { [1] = (long)(round % 2 == 0 ? Frequency.Daily : Frequency.Weekly) },
                    AddsAtOnce: true
                ),
                new Act(Channel.MailedPage, Actor.Person, TimeProvider.System.GetUtcNow(), LawfulBasis.Consent, 1, 1),
                new Evidence
                {
                    Ip = "192.0.2.0",
                    Language = "en",
                    UserAgent = "Mozilla/5.0",
                }
            );

        public async Task<double> EraseNextAsync()
        {
            var clock = Stopwatch.StartNew();
            if (
                !await eraser.EraseAsync(
                    PersonKey.Of(people.Dequeue()),
                    new Act(Channel.System, Actor.System, TimeProvider.System.GetUtcNow(), LawfulBasis.None, 0, 0)
                )
            )
                throw new InvalidOperationException("Nobody was there to erase.");
            return clock.Elapsed.TotalSeconds;
        }

        public async ValueTask DisposeAsync()
        {
            await writer.StopAsync(CancellationToken.None);
            writer.Dispose();
            database.Dispose();
        }
    }
}
