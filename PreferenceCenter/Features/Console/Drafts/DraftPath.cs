using System.Text.Json.Nodes;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>The path of a field in its entry, for example <c>texts.en.name</c>.</summary>
internal static class DraftPath
{
    /// <summary>
    /// How many letters a text of a draft may have: far more than any that is published, so that what is pasted is kept
    /// and refused in words.
    /// </summary>
    public const int Longest = 100_000;

    /// <summary>Whether a draft takes the value. A letter has six characters of JSON at most.</summary>
    public static bool Takes(JsonNode? value) => value is null || value.ToJsonString().Length <= Longest * 6;

    /// <summary>The id of the field on the page.</summary>
    public static string IdOf(string path) => "f-" + path.Replace('.', '-');

    /// <summary>The language of a wording, which stands after <c>texts</c> or <c>sample</c>; null for any other field.</summary>
    public static string? LanguageOf(string path)
    {
        var parts = path.Split('.');
        var at = Array.FindIndex(parts, p => p is "texts" or "sample");
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }
}
