using PreferenceCenter.Data;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>Tests a process that is killed during erasures.</summary>
public sealed class KilledErasureTests
{
    private static readonly int People = LongTests.Rounds(usual: 250, inLongTests: 400),
        Times = LongTests.Rounds(usual: 3, inLongTests: 5);

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    [Trait("Requirement", "ERA-08")]
    public async Task Killed_amid_it_each_person_is_whole_or_gone_and_whom_the_journal_names_is_gone_after_a_start()
    {
        await using var center = await TestCenter.NewAsync(settings =>
            settings with
            {
                Suppression = new AddressHasher(ErasingProcess.Key),
            }
        );
        var journal = Path.Combine(center.Directory, "journal");
        var everybody = (await Task.WhenAll(Enumerable.Range(0, People).Select(_ => center.RegisterAsync(null, 1, 2))))
            .Select(s => s.PublicId)
            .ToArray();
        await Task.WhenAll(everybody.Select(id => center.LeaveAsync(id, 1)));
        await center.StopAsync();

        var (random, acknowledged) = (new Random(5), new HashSet<Guid>());
        for (var time = 0; time < Times; time++)
        {
            acknowledged.UnionWith(
                await ErasingProcess.KillAfterAsync(
                    center.Stored,
                    journal,
                    random.Next(1, 60),
                    TestContext.Current.CancellationToken
                )
            );
            await using var rig = new ErasureRig(center.Database, center.Settings, journal, center.Clock);
            var names = rig.Journal.Read();
            var named = everybody.Where(names.Contains).ToHashSet();
            // By the id and by the address.
            Assert.Equal(names.Count, named.Count * 2);
            // Every erased subscriber is named in the journal; otherwise a restore would bring the data back.
            Assert.All(
                everybody.Where(id => center.People.Find(PersonKey.Of(id)) is null),
                id => Assert.Contains(id, named)
            );
            await rig.ReplayAsync();
            Assert.All(named, id => Assert.Null(center.People.Find(PersonKey.Of(id))));
        }
        Assert.All(acknowledged, id => Assert.Null(center.People.Find(PersonKey.Of(id))));
        Assert.InRange(acknowledged.Count, Times, People - 1);
        AssertWhole(center, everybody);
    }

    private static void AssertWhole(TestCenter center, Guid[] everybody)
    {
        using var raw = center.Raw();
        var there = everybody.Count(id => center.People.Find(PersonKey.Of(id)) is not null);
        Assert.Equal(
            (there * 2L, People - (long)there),
            (raw.Scalar<long>("""SELECT COUNT(*) FROM "Choices" WHERE "Aspect" > 0"""), raw.Count("Suppressions"))
        );
        Assert.Equal(
            0L,
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "Choices" WHERE "SubscriberId" NOT IN (SELECT "Id" FROM "Subscribers")"""
            )
        );
        Assert.Equal(
            0L,
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "Outbox" WHERE "SubscriberId" NOT IN (SELECT "Id" FROM "Subscribers")"""
            )
        );
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }
}
