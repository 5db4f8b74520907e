namespace PreferenceCenter.Generators;

/// <summary>One text of a .resx: its key, its English value and its type.</summary>
internal readonly struct Text(string key, string english, TextType type)
{
    public string Key { get; } = key;
    public string English { get; } = english;
    public TextType Type { get; } = type;
}

/// <summary>The type of the property that is generated for a text.</summary>
internal enum TextType
{
    /// <summary>Shown unchanged, and therefore encoded once for all pages.</summary>
    Markup,

    /// <summary>Has placeholders.</summary>
    Phrase,

    /// <summary>Read by the program, or by a component that encodes it.</summary>
    Plain,
}
