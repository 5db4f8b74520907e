using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>Migrates a database whose privacy requests have no numbers yet.</summary>
public sealed class RequestNumbersTests
{
    [DatabaseFact]
    public async Task Requests_from_before_are_numbered_in_the_order_in_which_they_came()
    {
        var cancel = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("preference-center-");
        await using (var blank = await TestDatabase.BlankAsync(directory.FullName, TestDatabase.Wanted))
        using (var database = blank.Open())
        {
            await using (var context = database.CreateContext())
            {
                var all = context.Database.GetMigrations().ToList();
                var before = all[all.FindIndex(m => m.EndsWith("_SecondPeople", StringComparison.Ordinal)) - 1];
                await context.GetService<IMigrator>().MigrateAsync(before, cancel);
            }
            using (var raw = blank.Raw())
                foreach (var (id, received) in (ReadOnlySpan<(byte, long)>)[(3, 10), (1, 30), (2, 20), (4, 20)])
                    raw.Run(
                        """INSERT INTO "Requests" ("Id", "Reference", "Kind", "State", "ReceivedAt", "LegalUntil", "DueUntil") VALUES (@p0, @p1, 1, 1, @p2, 0, 0)""",
                        new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, id]).ToByteArray(bigEndian: true),
                        $"reference-{id}",
                        received
                    );
            await database.MigrateAsync(cancel);
            await using (var context = database.CreateContext())
                Assert.Equal(
                    ["reference-3", "reference-2", "reference-4", "reference-1"],
                    await context.Requests.OrderBy(r => r.Number).Select(r => r.Reference).ToListAsync(cancel)
                );
        }
        directory.Delete(recursive: true);
    }
}
