namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// The writer's bounded queue: reductions first, then all else, then what comes in bulk; closed, it is emptied and
/// takes no more.
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    // An object, not a Lock: the writer waits on it.
    private readonly object gate = new();
    private readonly Queue<Submission> reductions = [];
    private readonly Queue<Submission> others = [];
    private readonly Queue<Submission> bulk = [];
    private bool closed;

    public int Length
    {
        get
        {
            lock (gate)
                return reductions.Count + others.Count + bulk.Count;
        }
    }

    public bool TryAdd(Submission submission)
    {
        lock (gate)
        {
            var lane =
                submission.Reduces ? reductions
                : submission.Bulk ? bulk
                : others;
            if (closed || lane.Count >= capacity)
                return false;
            lane.Enqueue(submission);
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>
    /// Waits for work and takes all there is, at most so many, and so many of the bulk; false once closed and empty.
    /// </summary>
    public bool Take(List<Submission> group, int most, int mostBulk)
    {
        lock (gate)
        {
            while (true)
            {
                while (group.Count < most && reductions.TryDequeue(out var submission))
                    group.Add(submission);
                while (group.Count < most && others.TryDequeue(out var submission))
                    group.Add(submission);
                // A full group of people's own changes leaves no time for a slice in the same transaction.
                for (
                    var left = group.Count < most ? mostBulk : 0;
                    left > 0 && bulk.TryDequeue(out var submission);
                    left--
                )
                    group.Add(submission);
                if (group.Count > 0)
                    return true;
                if (closed)
                    return false;
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
