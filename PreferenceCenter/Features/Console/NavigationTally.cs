namespace PreferenceCenter.Features.Console;

/// <summary>
/// Counts what waits behind an entry of the navigation where no query of the database tells it, such as what a check of
/// the catalogue finds. Otherwise as <see cref="NavigationCount"/>.
/// </summary>
internal sealed record NavigationTally(string Path, CountTone Tone, Func<int> Waiting);
