using System.Runtime.InteropServices;
using PreferenceCenter.Data;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Counts attempts per key and fixed window, in the same transaction as the change they limit. So the limits hold
/// across processes and restarts.
/// </summary>
internal sealed class RateLimitCounters(IWriteStore store, WriteSet set, AddressHasher hashes)
{
    private readonly Dictionary<Guid, RateLimitRow> rows = [];

    public int Count(string what, string who, (TimeSpan Window, int Count) limit, DateTimeOffset at)
    {
        var row = Row(what, who, at);
        if (row.Until <= at)
            (row.Until, row.Count) = (at + limit.Window, 0);
        return ++row.Count;
    }

    /// <summary>The refusal of what a limit was counted for, with the time until its window ends.</summary>
    public ChangeResult Refuse(string what, string who, DateTimeOffset at) =>
        new(ChangeOutcome.Limited) { RetryAfter = Row(what, who, at).Until - at };

    /// <summary>
    /// How long a task must wait for its turn; none is refused. What exceeds one window moves on to the next ones.
    /// </summary>
    public TimeSpan Wait(string what, (TimeSpan Window, int Count) limit, DateTimeOffset at)
    {
        var row = Row(what, "", at);
        if (row.Until <= at)
        {
            var passed = 1 + (at - row.Until).Ticks / limit.Window.Ticks;
            (row.Until, row.Count) = (
                row.Until + limit.Window * passed,
                (int)Math.Max(0, row.Count - passed * limit.Count)
            );
        }
        var turn = row.Count++ / limit.Count;
        return turn == 0 ? TimeSpan.Zero : row.Until - at + limit.Window * (turn - 1);
    }

    /// <summary>Blocks the task for this key from now on, for the given time.</summary>
    public void Block(string what, string who, TimeSpan window, DateTimeOffset at) =>
        Block(hashes.LimitKey(what, who), window, at);

    /// <param name="key">As <see cref="AddressHasher.LimitKey"/> makes it.</param>
    public void Block(byte[] key, TimeSpan window, DateTimeOffset at)
    {
        var row = Row(key, at);
        (row.Until, row.Count) = (at + window, 1);
    }

    public bool Blocks(string what, string who, DateTimeOffset at) => BlockedUntil(what, who, at) is not null;

    /// <summary>Until when the task is blocked for this key; null if it is not.</summary>
    public DateTimeOffset? BlockedUntil(string what, string who, DateTimeOffset at)
    {
        var key = hashes.LimitKey(what, who);
        return (rows.GetValueOrDefault(new Guid(key)) ?? store.ReadRateLimit(key)) is { } row && row.Until > at
            ? row.Until
            : null;
    }

    /// <summary>When the window of a count ends.</summary>
    public DateTimeOffset EndOf(string what, string who, DateTimeOffset at) => Row(what, who, at).Until;

    private RateLimitRow Row(string what, string who, DateTimeOffset at) => Row(hashes.LimitKey(what, who), at);

    private RateLimitRow Row(byte[] key, DateTimeOffset at)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, new Guid(key), out var known);
        if (!known)
            set.RateLimits.Add(row = store.ReadRateLimit(key) ?? new RateLimitRow { Key = key, Until = at });
        return row!;
    }
}
