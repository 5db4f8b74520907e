using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Counts what waits behind an entry of the navigation. A feature registers one beside its page; all are counted by one
/// query for all pages of a node.
/// </summary>
/// <param name="Path">The path of the entry.</param>
/// <param name="Waiting">A row for each thing that waits; an index makes it cheap.</param>
internal sealed record NavigationCount(string Path, CountTone Tone, Func<CenterContext, IQueryable<object>> Waiting);
