using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Files;

/// <summary>
/// Reads an object of a hand-written JSON file. Every fault is noted with its path, and reading continues.
/// </summary>
internal sealed partial class JsonFields(JsonElement element, string path, ICollection<FileFault> faults)
{
    public string Path => path;

    public void Fault(string name, string reason) => faults.Add(new FileFault(At(name), reason));

    /// <summary>Reports fields with other names: a misspelt name would be ignored silently.</summary>
    public JsonFields Only(params ReadOnlySpan<string> known)
    {
        foreach (var member in element.EnumerateObject())
            if (!known.Contains(member.Name))
                Fault(member.Name, $"is unknown; known are {string.Join(", ", known.ToArray())}");
        return this;
    }

    public bool Has(string name) => Find(name) is not null;

    public string? Key(string name = "key")
    {
        var key = Text(name, 64);
        if (key is null)
            Fault(name, "is missing: 1 to 64 of a-z, 0-9 and hyphen");
        else if (!KeyPattern.IsMatch(key))
            Fault(name, $"'{key}' is not 1 to 64 of a-z, 0-9 and hyphen");
        else
            return key;
        return null;
    }

    public string? Text(string name, int most)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.String)
            return Wrong<string>(name, "is no text");
        var text = found.GetString()!;
        if (text.Length > most)
            return Wrong<string>(name, Invariant($"is longer than {most} characters"));
        return text.Any(c => char.IsControl(c) && c != '\n') || CleanText.Of(text, most) != text
            ? Wrong<string>(name, "holds a control character or half a character")
            : text;
    }

    public long? Number(string name, long least, long most)
    {
        if (Find(name) is not { } found)
            return null;
        if (
            found.ValueKind == JsonValueKind.Number
            && found.TryGetInt64(out var number)
            && number >= least
            && number <= most
        )
            return number;
        Fault(name, Invariant($"is no whole number from {least} to {most}"));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return found.GetBoolean();
        Fault(name, "is neither true nor false");
        return null;
    }

    /// <summary>The object with this name; null if there is none.</summary>
    public JsonFields? Object(string name) => Find(name) is { } found ? Of(found, At(name), faults) : null;

    /// <summary>The objects of an array.</summary>
    public IEnumerable<JsonFields> Objects(string name) =>
        Items(name).Select((item, i) => Of(item, Invariant($"{At(name)}[{i}]"), faults)).OfType<JsonFields>();

    /// <summary>The strings of an array; null if there is no array.</summary>
    public IReadOnlyList<(string Text, string Path)>? Texts(string name) =>
        Find(name) is null
            ? null
            :
            [
                .. Items(name)
                    .Select(
                        (item, i) =>
                            (
                                item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText(),
                                Invariant($"{At(name)}[{i}]")
                            )
                    ),
            ];

    /// <summary>The objects by name within an object; null if there is none.</summary>
    public IReadOnlyList<(string Name, JsonFields Fields)>? Members(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.Object)
            return Wrong<IReadOnlyList<(string, JsonFields)>>(name, "is no object");
        return
        [
            .. found
                .EnumerateObject()
                .Select(m => (m.Name, Fields: Of(m.Value, $"{At(name)}.{m.Name}", faults)))
                .Where(m => m.Fields is not null)
                .Select(m => (m.Name, m.Fields!)),
        ];
    }

    /// <summary>Reads a file that contains one object; null if it does not, with the fault noted.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> json, ICollection<FileFault> faults, Func<JsonFields, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(
                json,
                new JsonDocumentOptions
                {
                    AllowDuplicateProperties = false,
                    AllowTrailingCommas = true,
                    CommentHandling = JsonCommentHandling.Skip,
                }
            );
            return Of(document.RootElement, "", faults) is { } fields ? read(fields) : null;
        }
        catch (JsonException reason)
        {
            faults.Add(
                new FileFault(reason.LineNumber is { } line ? Invariant($"line {line + 1}") : "file", reason.Message)
            );
            return null;
        }
    }

    /// <summary>The objects by language in <c>texts</c>; null if there are none.</summary>
    public IEnumerable<(string Language, JsonFields Fields)>? Languages(string name = "texts")
    {
        if (Members(name) is not { } texts)
            return null;
        foreach (var (language, fields) in texts.Where(t => !Domain.Languages.All.Contains(t.Name)))
            faults.Add(
                new FileFault(fields.Path, $"'{language}' is none of {string.Join(", ", Domain.Languages.All)}")
            );
        return texts.Where(t => Domain.Languages.All.Contains(t.Name));
    }

    /// <summary>A required text.</summary>
    public string Words(string name, int most)
    {
        var text = Text(name, most)?.Trim();
        if (string.IsNullOrEmpty(text) && Find(name) is null or { ValueKind: JsonValueKind.String })
            Fault(name, "is missing");
        return text ?? "";
    }

    public static JsonFields? Of(JsonElement element, string path, ICollection<FileFault> faults)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new JsonFields(element, path, faults);
        faults.Add(new FileFault(path.Length == 0 ? "file" : path, "is no object"));
        return null;
    }

    private JsonElement[] Items(string name)
    {
        if (Find(name) is not { } found)
            return [];
        if (found.ValueKind == JsonValueKind.Array)
            return [.. found.EnumerateArray()];
        Fault(name, "is no list");
        return [];
    }

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private T? Wrong<T>(string name, string reason)
        where T : class
    {
        Fault(name, reason);
        return null;
    }

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static void Unique<T, TKey>(
        ICollection<FileFault> faults,
        IReadOnlyList<T> entries,
        Func<T, TKey> key,
        Func<T, string> path,
        string what
    )
    {
        var seen = new Dictionary<object, string>();
        foreach (var entry in entries)
            if (!seen.TryAdd(key(entry)!, path(entry)))
                faults.Add(
                    new FileFault($"{path(entry)}.{what}", $"'{key(entry)}' is that of {seen[key(entry)!]} already")
                );
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern { get; }
}
