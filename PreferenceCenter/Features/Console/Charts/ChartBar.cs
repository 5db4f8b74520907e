namespace PreferenceCenter.Features.Console.Charts;

/// <summary>A bar above zero and one below it, at one place of a chart.</summary>
/// <param name="Label">Stands under some of the places.</param>
/// <param name="Title">What a pointer over the place shows.</param>
public sealed record ChartBar(string Label, long Above, long Below, string Title);
