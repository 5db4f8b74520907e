namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// Bounded queue of the change writer: reductions first, then other changes, then bulk changes. Once closed, it accepts
/// no more and is emptied.
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    // An object and not a Lock: the writer waits on it with Monitor.Wait.
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
            var queue =
                submission.Reduces ? reductions
                : submission.Bulk ? bulk
                : others;
            if (closed || queue.Count >= capacity)
                return false;
            queue.Enqueue(submission);
            Monitor.Pulse(gate);
            return true;
        }
    }

    /// <summary>
    /// Waits for work and takes all there is, up to a maximum for the group and one for bulk changes. False once closed
    /// and empty.
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
                // A group that is full of subscribers' own changes has no time left for a bulk slice.
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
