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

    /// <summary>What the writer took last and may still be working on.</summary>
    private readonly List<Submission> taken = [];
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
                taken.Clear();
                if (group.Count > 0)
                {
                    taken.AddRange(group);
                    return true;
                }
                if (closed)
                    return false;
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>
    /// Rejects what has waited longer than that, in the queue or in the writer's hands. What was in the queue is not
    /// done; what the writer is committing at this moment may be done all the same.
    /// </summary>
    /// <returns>How many were rejected.</returns>
    public int RejectOlderThan(TimeSpan age)
    {
        lock (gate)
            return taken.Count(submission => RejectIfOlder(submission, age))
                + RejectOlder(reductions, age)
                + RejectOlder(others, age);
    }

    private static int RejectOlder(Queue<Submission> queue, TimeSpan age)
    {
        // In the order in which they came.
        if (!queue.TryPeek(out var oldest) || oldest.Age <= age)
            return 0;
        var rejected = 0;
        for (var left = queue.Count; left > 0; left--)
            if (queue.Dequeue() is var submission && RejectIfOlder(submission, age))
                rejected++;
            else
                queue.Enqueue(submission);
        return rejected;
    }

    private static bool RejectIfOlder(Submission submission, TimeSpan age)
    {
        if (submission.IsPatient || submission.Bulk || submission.IsAnswered || submission.Age <= age)
            return false;
        submission.Reject();
        return true;
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
