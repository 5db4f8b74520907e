namespace PreferenceCenter.Templates.Messages;

/// <summary>A header field as its bytes stand in the message, one character a byte.</summary>
/// <param name="Value">All after the colon, with its line breaks but without the last.</param>
/// <param name="Line">The line of its name, from 1.</param>
internal sealed record RawField(string Name, string Value, int Line)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value with its line breaks taken out, as RFC 5322 §2.2.3 unfolds it.</summary>
    public string Unfolded =>
        Value.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim(' ', '\t');
}
