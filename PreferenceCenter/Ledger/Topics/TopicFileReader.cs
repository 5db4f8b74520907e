using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Topics;

/// <summary>Reads the file of topics and says everything that is wrong with it by itself; what the database has to say comes later.</summary>
internal sealed partial class TopicFileReader(ICollection<TopicFault> faults)
{
    private const int LongestName = 200;
    private const int LongestText = 2000;

    public static TopicFile? Read(ReadOnlyMemory<byte> json, ICollection<TopicFault> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return new TopicFileReader(faults).File(document.RootElement);
        }
        catch (JsonException reason)
        {
            faults.Add(new TopicFault(reason.LineNumber is { } line ? $"line {line + 1}" : "file", reason.Message));
            return null;
        }
    }

    private TopicFile? File(JsonElement root)
    {
        if (JsonFields.Of(root, "", faults)?.Only("categories", "topics") is not { } fields) return null;
        var categories = fields.Objects("categories").Select(Category).OfType<CategoryEntry>().ToList();
        var topics = fields.Objects("topics").Select(Topic).OfType<TopicEntry>().ToList();
        Unique(categories, c => c.Key, c => c.Path, "key");
        Unique(topics, t => t.Key, t => t.Path, "key");
        Unique([.. topics.Where(t => t.Number is not null)], t => t.Number, t => t.Path, "number");
        return new TopicFile(categories, topics);
    }

    private CategoryEntry? Category(JsonFields fields)
    {
        fields.Only("key", "order", "texts");
        var names = Languages(fields)?.Select(t => (t.Language, Name: Name(t.Fields.Only("name")))).ToDictionary(t => t.Language, t => t.Name);
        return Key(fields) is { } key ? new CategoryEntry(fields.Path, key, (int?)fields.Number("order", int.MinValue, int.MaxValue), names) : null;
    }

    private TopicEntry? Topic(JsonFields fields)
    {
        fields.Only("key", "number", "category", "order", "state", "private", "frequencies", "texts");
        var entry = new TopicEntry(fields.Path, Key(fields) ?? "")
        {
            // Four bytes of a signed link carry it; 0 stands for every topic there.
            Number = fields.Number("number", 1, uint.MaxValue),
            Category = fields.Text("category", 64),
            Order = (int?)fields.Number("order", int.MinValue, int.MaxValue),
            State = State(fields),
            Private = fields.Flag("private"),
            Frequencies = Frequencies(fields),
            Texts = Languages(fields)?.ToDictionary(t => t.Language, t => Words(t.Fields)),
        };
        return entry.Key.Length == 0 ? null : entry;
    }

    private static string? Key(JsonFields fields)
    {
        var key = fields.Text("key", 64);
        if (key is null) fields.Fault("key", "is missing: 1 to 64 of a-z, 0-9 and hyphen");
        else if (!KeyPattern.IsMatch(key)) fields.Fault("key", $"'{key}' is not 1 to 64 of a-z, 0-9 and hyphen");
        else return key;
        return null;
    }

    private static TopicState? State(JsonFields fields)
    {
        if (fields.Text("state", 20) is not { } text) return null;
        if (TopicStates.Parse(text) is { } state) return state;
        fields.Fault("state", $"'{text}' is none of {string.Join(", ", TopicStates.Names)}");
        return null;
    }

    private List<Frequency>? Frequencies(JsonFields fields)
    {
        if (fields.Texts("frequencies") is not { } texts) return null;
        var frequencies = new List<Frequency>();
        foreach (var (text, path) in texts)
            if (FrequencyNames.Parse(text) is not { } frequency) faults.Add(new TopicFault(path, $"'{text}' is none of every, daily, weekly, monthly"));
            else if (frequencies.Contains(frequency)) faults.Add(new TopicFault(path, $"'{text}' stands there twice"));
            else frequencies.Add(frequency);
        return frequencies;
    }

    private IEnumerable<(string Language, JsonFields Fields)>? Languages(JsonFields fields)
    {
        if (fields.Members("texts") is not { } texts) return null;
        foreach (var (language, text) in texts)
            if (!Domain.Languages.All.Contains(language)) faults.Add(new TopicFault(text.Path, $"'{language}' is none of {string.Join(", ", Domain.Languages.All)}"));
        return texts.Where(t => Domain.Languages.All.Contains(t.Name)).Select(t => (t.Name, t.Fields));
    }

    private static TopicWords Words(JsonFields fields) =>
        new(Name(fields.Only("name", "description", "howOften")), fields.Text("description", LongestText) ?? "", fields.Text("howOften", LongestName) ?? "");

    private static string Name(JsonFields fields)
    {
        var name = fields.Text("name", LongestName);
        if (string.IsNullOrWhiteSpace(name)) fields.Fault("name", "is missing");
        return name ?? "";
    }

    private void Unique<T, TKey>(IReadOnlyList<T> entries, Func<T, TKey> key, Func<T, string> path, string what)
    {
        var seen = new Dictionary<object, string>();
        foreach (var entry in entries)
            if (!seen.TryAdd(key(entry)!, path(entry))) faults.Add(new TopicFault($"{path(entry)}.{what}", $"'{key(entry)}' is that of {seen[key(entry)!]} already"));
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern { get; }
}
