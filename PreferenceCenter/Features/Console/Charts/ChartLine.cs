namespace PreferenceCenter.Features.Console.Charts;

/// <summary>A line of a chart, named at its end.</summary>
public sealed record ChartLine(string Name, IReadOnlyList<long> Values);
