namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>
/// One of the programs that share the machine while something is measured, and the processor time it took so far.
/// </summary>
internal sealed record Unmerge(string Name, Func<TimeSpan> Processor);
