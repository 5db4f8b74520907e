using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>Place of a text in an exported file: the same text in each language.</summary>
/// <param name="Id">Names the text for ever, for example <c>topic.product-news.name</c>.</param>
/// <param name="Group">The texts that are shown together, for example <c>topic.product-news</c>.</param>
/// <param name="Path">Path of what has the texts by language.</param>
/// <param name="Field">Name of the text in its language; null where nothing else is there.</param>
internal sealed record TextSlot(string Id, string Group, string Path, JsonObject Texts, string? Field, TextRule Rule)
{
    public string PathIn(string language) => Field is null ? $"{Path}.{language}" : $"{Path}.{language}.{Field}";

    /// <summary>The text in a language; empty for none.</summary>
    public string this[string language]
    {
        get => (Field is null ? Texts[language] : Texts[language]?[Field])?.GetValue<string>() ?? "";
        set
        {
            if (Field is null)
                Texts[language] = value;
            else
            {
                if (Texts[language] is not JsonObject words)
                    Texts[language] = words = [];
                words[Field] = value;
            }
        }
    }

    /// <summary>Takes the text away, and with the last one of its group the language.</summary>
    public void Clear(string language)
    {
        if (Field is not null && Texts[language] is JsonObject words)
        {
            words.Remove(Field);
            if (words.Any(w => w.Value is JsonValue value && value.ToString().Length > 0))
                return;
        }
        Texts.Remove(language);
    }
}
