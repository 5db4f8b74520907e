namespace PreferenceCenter.Generators;

/// <summary>What one file gives: the source of its class, or one of its faults. Equal when what it says is equal.</summary>
internal sealed record TextsOutput(string Name, string Source, TextsFault? Fault);
