namespace PreferenceCenter.Features.Console.Charts;

/// <summary>A series of columns, a value a place; null where there is none.</summary>
/// <param name="Kind">The class that gives their colour.</param>
public sealed record ColumnSeries(string Kind, string Name, IReadOnlyList<double?> Values);
