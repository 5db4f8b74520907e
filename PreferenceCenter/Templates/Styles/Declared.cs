namespace PreferenceCenter.Templates.Styles;

/// <summary>The value that a block declares of a property.</summary>
internal sealed record Declared(string Value, bool Important)
{
    /// <summary>The property as it is written, perhaps a shorthand, where the value refers to custom properties.</summary>
    public string? Written { get; init; }

    /// <summary>Whether the value is none that is known here: a browser may know it, or leave the declaration out.</summary>
    public bool Doubt { get; init; }

    /// <summary>What stands before a doubtful one.</summary>
    public Declared? Before { get; init; }
}
