namespace PreferenceCenter.Ledger;

/// <summary>The writer's bounded queue: reductions first, then all else; closed, it is emptied and takes no more.</summary>
internal sealed class Lanes(int capacity)
{
    // An object, not a Lock: the writer waits on it.
    private readonly object gate = new();
    private readonly Queue<Submission> reductions = [];
    private readonly Queue<Submission> others = [];
    private bool closed;

    public int Length { get { lock (gate) return reductions.Count + others.Count; } }

    public bool TryAdd(Submission submission)
    {
        lock (gate)
        {
            var lane = submission.Reduces ? reductions : others;
            if (closed || lane.Count >= capacity) return false;
            lane.Enqueue(submission);
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>Waits for work and takes all there is, at most so many; false once closed and empty.</summary>
    public bool Take(List<Submission> group, int most, int mostBulk)
    {
        lock (gate)
        {
            while (true)
            {
                while (group.Count < most && reductions.TryDequeue(out var submission)) group.Add(submission);
                for (var bulk = 0; group.Count < most && bulk < mostBulk && others.TryDequeue(out var submission); group.Add(submission))
                    if (submission.Bulk) bulk++;
                if (group.Count > 0) return true;
                if (closed) return false;
                Monitor.Wait(gate);
            }
        }
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
