using System.Globalization;
using PreferenceCenter.Tests.BadDays.Disturbances;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Long form of the bad days: as many disturbances as a year brings, within minutes. Prints its figures and writes them
/// into docs/bad-days.md.
/// </summary>
internal static class LongForm
{
    public const string Role = "bad-days";
    private const int Kills = 30,
        Hangs = 5,
        Restarts = 5,
        Cuts = 5,
        Restores = 3,
        Silences = 3,
        Clocks = 3,
        FullDisks = 5;

    /// <summary>Runs the long form. Returns 0 if no fault was found.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        if (!NodeClock.IsAvailable)
            return Refuse(NodeClock.Missing);
        var (minutes, seed) = (Number(words, "--minutes", 20), Number(words, "--seed", Random.Shared.Next()));
        Console.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var figures = await TwoNodesAsync(TimeSpan.FromMinutes(minutes), random, CancellationToken.None);
        figures.AddRange(await FullDiskAsync(CancellationToken.None));
        FiguresDocument.Write(TimeProvider.System.GetUtcNow(), seed, minutes, figures);
        return figures.Any(f => f.IsWrong) ? 1 : 0;
    }

    private static async Task<List<Figure>> TwoNodesAsync(TimeSpan lasting, Random random, CancellationToken cancel)
    {
        Disturbance[] disturbances =
        [
            .. Many(Kills, new KilledNode()),
            .. Many(Hangs, new HungNode()),
            .. Many(Restarts, new RestartedDatabase()),
            .. Many(Cuts, new CutConnections()),
            .. Many(Restores, new RestoredDatabase()),
            .. Many(Silences, new SilentMailServer()),
            .. Many(Clocks, new MovedClock()),
        ];
        random.Shuffle(disturbances);
        await using var day = await BadDay.BeginAsync(500, TimeSpan.FromMilliseconds(25), cancel);
        await day.RunAsync(disturbances, 500, lasting, random, cancel);
        foreach (var record in day.DisturbanceRecords)
            Console.WriteLine(record);
        var audit = await day.EndAsync(cancel);
        Tell(audit, day.Home);
        return [.. Figures.Of(day, audit)];
    }

    private static async Task<IReadOnlyList<Figure>> FullDiskAsync(CancellationToken cancel)
    {
        await using var day = new FullDiskDay(TimeSpan.FromMilliseconds(25));
        if (!day.IsAvailable)
            return [new Figure("full disk", "left out: nobody here may mount a small one")];
        await day.RunAsync(4000, FullDisks, cancel);
        var audit = await day.EndAsync(cancel);
        Tell(audit, day.Home);
        return Figures.Of(day, FullDisks, audit);
    }

    private static IEnumerable<Disturbance> Many(int count, Disturbance disturbance) =>
        Enumerable.Repeat(disturbance, count);

    private static void Tell(DayAudit audit, string home)
    {
        if (audit.Faults.Count > 0)
            Console.Error.WriteLine($"{audit.Faults.Count} faults; what was left lies in {home}");
        foreach (var fault in audit.Faults.Take(100))
            Console.Error.WriteLine(fault);
    }

    private static int Number(string[] words, string name, int otherwise) =>
        Array.IndexOf(words, name) is >= 0 and var at && at + 1 < words.Length
            ? int.Parse(words[at + 1], CultureInfo.InvariantCulture)
            : otherwise;

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 3;
    }
}
