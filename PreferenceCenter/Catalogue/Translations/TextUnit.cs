using System.Security.Cryptography;
using System.Text;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>Whether a text is translated.</summary>
internal enum TextState
{
    Missing,

    /// <summary>The text that it was translated from is another one by now.</summary>
    Changed,
    Translated,
}

/// <summary>A text of the catalogue with its translation.</summary>
/// <param name="Target">The translation; empty for none.</param>
/// <param name="Former">What was translated, where that has changed since; null otherwise.</param>
internal sealed record TextUnit(string Id, TextRule Rule, string Source, string Target, string? Former)
{
    public TextState State =>
        Target.Length == 0 ? TextState.Missing
        : Former is null ? TextState.Translated
        : TextState.Changed;

    /// <summary>Tells this translation from any other.</summary>
    public string Seen => SeenOf(Target);

    public static string SeenOf(string target) =>
        target.Length == 0
            ? "none"
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)).AsSpan(0, 8));
}
