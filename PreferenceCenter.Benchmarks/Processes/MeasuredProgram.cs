namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>A program that shares the machine during a measure, and the processor time it has taken so far.</summary>
internal sealed record MeasuredProgram(string Name, Func<TimeSpan> Processor);
