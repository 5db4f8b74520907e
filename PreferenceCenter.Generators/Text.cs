namespace PreferenceCenter.Generators;

/// <summary>A text of a .resx and what it is read as.</summary>
internal readonly struct Text(string key, string english, TextType type)
{
    public string Key { get; } = key;
    public string English { get; } = english;
    public TextType Type { get; } = type;
}

internal enum TextType
{
    /// <summary>Shown as it stands, and so encoded once for all pages.</summary>
    Markup,

    /// <summary>Has gaps to fill.</summary>
    Phrase,

    /// <summary>Read by the program or by a component that encodes.</summary>
    Plain,
}
