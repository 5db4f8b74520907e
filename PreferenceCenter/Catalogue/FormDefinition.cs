using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Catalogue;

/// <summary>What a sign-up form asks, in the shape of its entry in a file.</summary>
internal sealed record FormDefinition
{
    /// <summary>Keys of the topics it offers, in their order on the page.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Whether it asks for a name; nobody has to give one.</summary>
    public bool AsksName { get; init; }

    /// <summary>Whether it asks how often, where a topic leaves a choice.</summary>
    public bool AsksFrequency { get; init; }

    /// <summary>Whoever is younger is not taken, and nothing is kept of them.</summary>
    public int? MinimumAge { get; init; }
    public FormTerms? Terms { get; init; }
    public IReadOnlyDictionary<string, FormWords> Texts { get; init; } = new Dictionary<string, FormWords>();

    public FormWords? Words(string language, string fallback) =>
        Texts.GetValueOrDefault(language) ?? Texts.GetValueOrDefault(fallback);

    public string ToJson() => JsonSerializer.Serialize(this, FormJson.Default.FormDefinition);

    public static FormDefinition Parse(string json) =>
        JsonSerializer.Deserialize(json, FormJson.Default.FormDefinition)
        ?? throw new JsonException("A form is an object.");
}

internal sealed record FormWords(string Title, string Lead);

/// <summary>Terms or a privacy notice that the form wants agreed to, by a box of its own.</summary>
/// <param name="Texts">By language: what the box says.</param>
internal sealed record FormTerms(string Url, IReadOnlyDictionary<string, string> Texts);

/// <summary>A form as it stands now: its last version.</summary>
internal sealed record FormInfo(string Key, int Version, bool Published, FormDefinition Definition);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(FormDefinition))]
internal sealed partial class FormJson : JsonSerializerContext;
