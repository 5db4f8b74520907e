namespace PreferenceCenter.Ledger.Writer;

/// <summary>The end of an administrative change: what its caller is told, what is kept and what is logged.</summary>
/// <param name="Result">Handed to the caller after the commit.</param>
/// <param name="Wrote">Whether the rows that the change wrote are kept. If not, all of them are undone.</param>
/// <param name="Events">Events for the log; none if what was written is nothing that the log tells of.</param>
internal sealed record AdminResult<T>(T Result, bool Wrote, IReadOnlyList<AdminEvent> Events);

/// <summary>The two ways in which an administrative change ends.</summary>
internal static class AdminResult
{
    /// <summary>
    /// What was written is kept, and logged by these events. A change without events must bear being run twice: after
    /// a connection was lost in the commit, only its events tell whether it was made.
    /// </summary>
    public static AdminResult<T> Written<T>(T result, params IReadOnlyList<AdminEvent> events) =>
        new(result, Wrote: true, events);

    /// <summary>Nothing is written: whatever the change has written so far is undone.</summary>
    public static AdminResult<T> Unwritten<T>(T result) => new(result, Wrote: false, []);
}
