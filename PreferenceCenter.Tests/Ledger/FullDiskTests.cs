using System.Data.Common;
using Microsoft.Data.Sqlite;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Ledger.Writer;
using Xunit;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests changes while the disk is full.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Without_room_changes_are_refused_and_the_database_stays_sound()
    {
        await using var center = await TestCenter.NewAsync(s => s with { GroupSize = 8 });
        var people = await ChangeWriterTests.RegisterAsync(center, 400);
        await center.StopAsync();
        using var raw = center.Raw();
        using var full = new FullDatabase(center.Database, center.File, raw.Scalar<long>("PRAGMA page_count") + 6);
        var writer = center.StartWriter(full);

        // Changes that find space are written; each of the others is refused individually and leaves no trace.
        var leaves = await Task.WhenAll(people.Select(id => writer.SubmitAsync(center.Leave(id))));
        Assert.Equal(
            [ChangeOutcome.Done, ChangeOutcome.Busy],
            leaves.Select(leave => leave.Outcome).Distinct().Order()
        );
        Assert.All(
            leaves.Zip(people),
            one => Assert.Equal(one.First.Outcome == ChangeOutcome.Done, center.Find(one.Second).State.Stopped)
        );
        Assert.Equal(leaves.Count(l => l.Outcome == ChangeOutcome.Done), center.Outbox().Count);
        Assert.Equal("ok", raw.Scalar<string>("PRAGMA integrity_check"));
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
        await center.StopAsync();

        // With free space again, everything continues where it stopped.
        foreach (var (_, id) in leaves.Zip(people).Where(one => one.First.Outcome == ChangeOutcome.Busy))
            Assert.Equal(ChangeOutcome.Done, (await center.LeaveAsync(id)).Outcome);
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }

    /// <summary>
    /// The same file with a writer that may not grow it beyond a number of pages: SQLite then reports the error of a
    /// full disk.
    /// </summary>
    private sealed class FullDatabase(Database whole, string file, long mostPages) : Database
    {
        public override IWriteStore OpenWriteStore()
        {
            var connection = new SqliteConnection(SqliteDatabase.ConnectionStringFor(file));
            connection.Open();
            using var limit = connection.CreateCommand();
            limit.CommandText =
                $"PRAGMA max_page_count={mostPages}; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;";
            limit.ExecuteNonQuery();
            return new SqliteWriteStore(connection);
        }

        public override SetStatements Sets => whole.Sets;
        public override string BeginWork => whole.BeginWork;
        public override string BeginSnapshot => whole.BeginSnapshot;
        public override bool PreparesByItself => whole.PreparesByItself;

        public override Task MigrateAsync(CancellationToken cancel) => whole.MigrateAsync(cancel);

        public override SchemaState Schema() => whole.Schema();

        internal override ISubscriberReader PeopleOver(DbConnection connection) => whole.PeopleOver(connection);

        public override bool TryScrub(DateTimeOffset deletedUntil) => whole.TryScrub(deletedUntil);

        public override bool Holds(string table) => whole.Holds(table);

        public override CenterContext CreateContext() => whole.CreateContext();

        public override DbConnection OpenForWork() => whole.OpenForWork();

        public override void Maintain() => whole.Maintain();

        protected override DbConnection OpenForReading(bool mapped) => whole.OpenForWork();
    }
}
