namespace PreferenceCenter.Schedule;

/// <summary>
/// Work that the program does by itself at intervals, on every node or on one of them. Each run may be repeated: what is
/// done already is left as it is.
/// </summary>
/// <param name="name">Its name in logs, metrics and the doctor command, in kebab-case.</param>
/// <param name="every">Time between the starts of two runs.</param>
internal abstract class PeriodicWork(string name, TimeSpan every)
{
    public string Name { get; } = name;
    public TimeSpan Every { get; } = every;

    /// <summary>
    /// How long a node has the work for itself once it began: if it dies, another begins after this time. Null where
    /// every node does its own part, or where a row tells who does what.
    /// </summary>
    public virtual TimeSpan? LeaseFor => null;

    /// <summary>Whether the first run is at the start, and not an interval later.</summary>
    public virtual bool AtStart => true;

    /// <summary>
    /// Does what is due. An item or step goes through <c>WorkRun.TryAsync</c>, so that its failure holds up
    /// no other; an exception ends the run and is reported as its failure.
    /// </summary>
    public abstract Task RunAsync(WorkRun run, CancellationToken cancel);
}
