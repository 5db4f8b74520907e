using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// The numbers beside the entries of the navigation, counted once for all open pages of the node: after each change that
/// <see cref="ConsoleNews"/> sees, and from time to time for what makes no news, such as an email that failed.
/// </summary>
internal sealed class NavigationCounts(
    IEnumerable<NavigationCount> registered,
    IEnumerable<NavigationTally> tallies,
    Database database
)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(30);
    private readonly NavigationCount[] counted = [.. registered];
    private readonly Lock gate = new();
    private FrozenDictionary<string, PlaceCount> now = FrozenDictionary<string, PlaceCount>.Empty;
    private Task counting = Task.CompletedTask;
    private long countedAt;

    /// <summary>Raised when a number changed.</summary>
    public event Action? Changed;

    public PlaceCount? Of(string path) => now.GetValueOrDefault(path);

    /// <summary>Counts, if something changed or the numbers are old. Who comes while it counts waits for that.</summary>
    public Task RefreshAsync(bool changed = false)
    {
        lock (gate)
        {
            if (counting is { IsCompleted: true } && (changed || countedAt == 0 || IsOld))
                counting = Task.Run(CountAsync);
            return counting;
        }
    }

    private bool IsOld => Stopwatch.GetElapsedTime(countedAt) > FreshFor;

    private async Task CountAsync()
    {
        var found = await ReadAsync();
        // Of two numbers of one entry, the graver one is shown.
        var counts = counted
            .Select((c, i) => (c.Path, Count: new PlaceCount(found.GetValueOrDefault(i), c.Tone)))
            .Concat(tallies.Select(t => (t.Path, Count: new PlaceCount(t.Waiting(), t.Tone))))
            .Where(c => c.Count.Number > 0)
            .GroupBy(c => c.Path, c => c.Count)
            .ToFrozenDictionary(c => c.Key, c => c.MaxBy(count => count.Tone)!);
        var same = counts.Count == now.Count && counts.All(c => now.GetValueOrDefault(c.Key) == c.Value);
        (now, countedAt) = (counts, Stopwatch.GetTimestamp());
        if (!same)
            Changed?.Invoke();
    }

    // One statement for all: each counts its own rows.
    private async Task<Dictionary<int, int>> ReadAsync()
    {
        if (counted.Length == 0)
            return [];
        await using var data = await database.CreateContextAsync();
        return await counted
            .Select((c, i) => c.Waiting(data).GroupBy(_ => i).Select(rows => new { rows.Key, Number = rows.Count() }))
            .Aggregate((all, one) => all.Concat(one))
            .ToDictionaryAsync(row => row.Key, row => row.Number);
    }
}
