using PreferenceCenter.Data;
using PreferenceCenter.PrivacyRequests.Erasure;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>
/// Tests how long the database that a restore replaced is kept: until the day after an erasure, before that is
/// certified, and else for seven days.
/// </summary>
public sealed class KeptDatabaseTests
{
    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task It_goes_before_an_erasure_is_certified()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var kept = Keep(center, ".db", ".db-wal");
        await center.RunAsync<ErasureCleanup>();
        Assert.All(kept, file => Assert.True(File.Exists(file), file));

        await center.EraseAsync(person);
        await center.RunAsync<ErasureCleanup>();
        // Erased again by a restore of the same day: it is not gone at once.
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
        center.Clock.Advance(TimeSpan.FromDays(1));
        await center.RunAsync<ErasureCleanup>();
        Assert.All(kept, file => Assert.False(File.Exists(file), file));
    }

    [Fact]
    public async Task It_goes_after_seven_days_also_where_nobody_is_erased()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var kept = Assert.Single(Keep(center, ".db"));
        var other = Path.Combine(center.Get<StorageSettings>().Directory, "before-restore-notes.txt");
        File.WriteAllText(other, "of the operator");
        center.Clock.Advance(KeptDatabases.KeptFor);
        await center.RunAsync<ErasureCleanup>();
        Assert.True(File.Exists(kept));
        center.Clock.Advance(TimeSpan.FromSeconds(1));
        await center.RunAsync<ErasureCleanup>();
        Assert.Equal((false, true), (File.Exists(kept), File.Exists(other)));
    }

    [Fact]
    public async Task Two_of_one_second_are_two_files_and_both_go()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var kept = Keep(center, ".db").Concat(Keep(center, ".db")).ToList();
        Assert.Equal(2, kept.Distinct().Count());
        center.Clock.Advance(KeptDatabases.KeptFor + TimeSpan.FromSeconds(1));
        await center.RunAsync<ErasureCleanup>();
        Assert.All(kept, file => Assert.False(File.Exists(file), file));
    }

    private static string[] Keep(WebCenter center, params string[] ends)
    {
        string[] kept =
        [
            .. ends.Select(end =>
                KeptDatabases.FileAt(
                    center.Get<StorageSettings>().Directory + Path.DirectorySeparatorChar,
                    end,
                    center.Now
                )
            ),
        ];
        foreach (var file in kept)
            File.WriteAllText(file, "ada@people.example");
        return kept;
    }
}
