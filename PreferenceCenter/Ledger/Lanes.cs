namespace PreferenceCenter.Ledger;

/// <summary>The writer's bounded queue: reductions first, then all else, then what comes in bulk; closed, it is emptied and takes no more.</summary>
internal sealed class Lanes(int capacity)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    // An object, not a Lock: the writer waits on it.
    private readonly object gate = new();
    private readonly Queue<Submission> reductions = [];
    private readonly Queue<Submission> others = [];
    private readonly Queue<Submission> bulk = [];
    private bool closed;
    /// <summary>With fewer the writer is not woken.</summary>
    private int wanted = 1;

    public int Length { get { lock (gate) return Count; } }

    private int Count => reductions.Count + others.Count + bulk.Count;

    public bool TryAdd(Submission submission)
    {
        lock (gate)
        {
            var lane = submission.Reduces ? reductions : submission.Bulk ? bulk : others;
            if (closed || lane.Count >= capacity) return false;
            lane.Enqueue(submission);
            if (Count >= wanted) Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Waits for work and takes all there is, at most so many, and so many of the bulk; false once closed and empty.</summary>
    /// <param name="coming">So many more than are there are given a moment to come.</param>
    public bool Take(List<Submission> group, int most, int mostBulk, int coming = 0)
    {
        lock (gate)
        {
            var expected = Math.Min(Count + coming, most);
            while (Count == 0 && !closed) Monitor.Wait(gate);
            Gather(expected);
            while (group.Count < most && reductions.TryDequeue(out var submission)) group.Add(submission);
            while (group.Count < most && others.TryDequeue(out var submission)) group.Add(submission);
            // A full group of people's own changes leaves no time for a slice in the same transaction.
            for (var left = group.Count < most ? mostBulk : 0; left > 0 && bulk.TryDequeue(out var submission); left--) group.Add(submission);
            return group.Count > 0;
        }
    }

    private void Gather(int expected)
    {
        wanted = Math.Max(expected, 1);
        for (var start = TimeProvider.System.GetTimestamp(); Count < wanted && !closed && Moment - TimeProvider.System.GetElapsedTime(start) is { Ticks: > 0 } left;) Monitor.Wait(gate, left);
        wanted = 1;
    }

    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }
}
