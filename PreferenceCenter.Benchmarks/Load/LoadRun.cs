using System.Diagnostics;
using System.Text;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>
/// The state that the connections of one load share: the next token, the end of the load, and the answers that were not
/// expected.
/// </summary>
internal sealed class LoadRun
{
    private readonly LoadPlan plan;
    private readonly byte[] tokens;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
    private readonly List<Moment> moments = [];
    private long next = -1;
    private long end;
    private long unexpected;
    private string? firstUnexpected;

    public LoadRun(LoadPlan plan)
    {
        this.plan = plan;
        tokens = new byte[plan.Most * plan.TokenLength];
        using var file = File.OpenHandle(plan.Tokens);
        for (var read = 0; read < tokens.Length; )
            read += RandomAccess.Read(file, tokens.AsSpan(read), plan.First * plan.TokenLength + read) is > 0 and var n
                ? n
                : throw new InvalidOperationException(
                    $"{plan.Tokens} does not hold {plan.Most} tokens from {plan.First} on."
                );
        CountFrom = started + (long)(plan.WarmFor * Stopwatch.Frequency);
        end = CountFrom + (long)(plan.RunFor * Stopwatch.Frequency);
    }

    public long CountFrom { get; }
    public long End => Volatile.Read(ref end);
    public long Used => Math.Min(Interlocked.Read(ref next) + 1, plan.Again ? long.MaxValue : plan.Most);
    public long Unexpected => Interlocked.Read(ref unexpected);
    public string? FirstUnexpected => firstUnexpected;

    /// <summary>Puts the next token into the request. False when time or tokens are used up.</summary>
    public bool TryNext(Span<byte> request, out long index)
    {
        index = 0;
        if (Stopwatch.GetTimestamp() >= End)
            return false;
        index = Interlocked.Increment(ref next);
        if (index >= plan.Most && !plan.Again)
            return false;
        tokens
            .AsSpan((int)(index % plan.Most) * plan.TokenLength, plan.TokenLength)
            .CopyTo(request[plan.Head.Length..]);
        return true;
    }

    public void EndNow() => Volatile.Write(ref end, Math.Min(End, Stopwatch.GetTimestamp()));

    /// <summary>The time at which a request of a load with a fixed rate is due.</summary>
    public long DueAt(long index) => started + (long)(index / plan.Rate * Stopwatch.Frequency);

    public void NoteUnexpected(ReadOnlySpan<byte> answer)
    {
        Interlocked.Increment(ref unexpected);
        var end = answer.IndexOf("\r\n"u8);
        Interlocked.CompareExchange(
            ref firstUnexpected,
            Encoding.Latin1.GetString(answer[..(end < 0 ? answer.Length : end)]),
            null
        );
    }

    public void Note(long from, long to, bool expected)
    {
        if (!plan.Trace)
            return;
        var at = startedAt + Stopwatch.GetElapsedTime(started, to);
        lock (moments)
            moments.Add(
                new Moment(at.ToUnixTimeMilliseconds(), Stopwatch.GetElapsedTime(from, to).TotalMilliseconds, expected)
            );
    }

    public IReadOnlyList<Moment> Moments
    {
        get
        {
            lock (moments)
                return [.. moments.OrderBy(m => m.At)];
        }
    }

    public void NoteUnexpected(Exception reason)
    {
        Note(Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp(), expected: false);
        Interlocked.Increment(ref unexpected);
        Interlocked.CompareExchange(ref firstUnexpected, reason.Message, null);
    }
}
