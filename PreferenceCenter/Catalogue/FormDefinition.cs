using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Catalogue;

/// <summary>Definition of a sign-up form, in the same shape as its entry in a file.</summary>
internal sealed record FormDefinition
{
    /// <summary>Keys of the topics the form offers, in the order of the page.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Whether the form asks for a name; giving one is always optional.</summary>
    public bool AsksName { get; init; }

    /// <summary>Whether the form asks for a frequency, if a topic offers several.</summary>
    public bool AsksFrequency { get; init; }

    /// <summary>Minimum age. Younger applicants are refused, and no data about them is kept.</summary>
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

/// <summary>Title and introduction of a form in one language.</summary>
internal sealed record FormWords(string Title, string Lead);

/// <summary>Terms or a privacy notice that must be accepted with a separate checkbox.</summary>
/// <param name="Texts">Label of the checkbox, by language.</param>
internal sealed record FormTerms(string Url, IReadOnlyDictionary<string, string> Texts);

/// <summary>The latest version of a form.</summary>
internal sealed record FormInfo(string Key, int Version, bool Published, FormDefinition Definition);

/// <summary>JSON serialisation of <see cref="FormDefinition"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(FormDefinition))]
internal sealed partial class FormJson : JsonSerializerContext;
