using PreferenceCenter.Tests.Http.Erasures;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>Tests that thousands of erasures leave no remains in the database files.</summary>
public sealed class ManyErasuresTests
{
    private static readonly int Times = LongTests.Rounds(usual: 900, inLongTests: 3000);

    // A file with many changes has reused pages, and a slow reader keeps its old snapshot.
    [Fact]
    [Trait("Requirement", "ERA-01")]
    public async Task Of_thousands_in_a_churned_file_with_a_slow_reader_nothing_is_left()
    {
        await using var center = await TestCenter.NewAsync();
        await using var rig = new ErasureRig(
            center.Database,
            center.Settings,
            Path.Combine(center.Directory, "journal"),
            center.Clock
        );
        var gone = await RegisterAsync(center, "vanishing");
        var stays = await RegisterAsync(center, "staying");
        await Task.WhenAll(gone.Concat(stays).Select((id, i) => center.LeaveAsync(id, 1 + i % 3)));
        await Task.WhenAll(stays.Where((_, i) => i % 3 == 0).Select(id => rig.EraseAsync(id)));

        var slow = center.Raw();
        slow.Run("BEGIN");
        Assert.Equal(Times * 5L / 3, slow.Count("Subscribers"));
        foreach (var some in gone.Chunk(64))
            Assert.All(await Task.WhenAll(some.Select(id => rig.EraseAsync(id))), Assert.True);
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False(center.Database.TryScrub(center.Now));
        Assert.NotEmpty(new Traces("vanishing").In(Traces.Below(center.Directory)));
        slow.Dispose();
        // Certificates wait in rows of their own, which hold their addresses until they are sent.
        using (var raw = center.Raw())
            raw.Run("""UPDATE "Erasures" SET "Address" = NULL""");
        center.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(center.Database.TryScrub(center.Now));
        Assert.Empty(new Traces("vanishing").In(Traces.Below(center.Directory)));
        Assert.NotEmpty(new Traces("staying").In(Traces.Below(center.Directory)));
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }

    private static async Task<Guid[]> RegisterAsync(TestCenter center, string who) =>
        [
            .. (
                await Task.WhenAll(
                    Enumerable.Range(0, Times).Select(i => center.RegisterAsync($"{who}.{i}@people.example", 1, 2, 3))
                )
            ).Select(s => s.PublicId),
        ];
}
