namespace PreferenceCenter.Generators;

/// <summary>
/// The result of one file: the source of its class, or one of its faults. Equal when the content is equal, so that the
/// generator can cache it.
/// </summary>
internal sealed record TextsOutput(string Name, string Source, TextsFault? Fault);
