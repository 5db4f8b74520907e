using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Files;

/// <summary>
/// Reads an object of a hand-written JSON file. Every fault is noted with its path, and reading continues.
/// </summary>
internal sealed partial class JsonFields(JsonElement element, string path, ICollection<Fault> faults)
{
    public string Path => path;

    public void Fault(string name, FaultCode code, params FaultArgument[] arguments) =>
        faults.Add(new Fault(At(name), code, arguments));

    /// <summary>Reports fields with other names: a misspelt name would be ignored silently.</summary>
    public JsonFields Only(params ReadOnlySpan<string> known)
    {
        foreach (var member in element.EnumerateObject())
            if (!known.Contains(member.Name))
                Fault(member.Name, FaultCode.UnknownField, FaultArgument.List(known.ToArray()));
        return this;
    }

    /// <summary>The names of the fields that are there.</summary>
    public IEnumerable<string> Names() => element.EnumerateObject().Select(m => m.Name);

    public bool Has(string name) => Find(name) is not null;

    public string? Key(string name = "key")
    {
        var key = Text(name, 64);
        if (key is null)
            Fault(name, FaultCode.KeyMissing);
        else if (!KeyPattern.IsMatch(key))
            Fault(name, FaultCode.KeyMalformed, key);
        else
            return key;
        return null;
    }

    public string? Text(string name, int most)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.String)
            return Wrong<string>(name, FaultCode.NotText);
        var text = found.GetString()!;
        if (text.Length > most)
            return Wrong<string>(name, FaultCode.TooLong, most);
        return text.Any(c => char.IsControl(c) && c != '\n') || CleanText.Of(text, most) != text
            ? Wrong<string>(name, FaultCode.ControlCharacter)
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
        Fault(name, FaultCode.NotWholeNumber, least, most);
        return null;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return found.GetBoolean();
        Fault(name, FaultCode.NotTrueOrFalse);
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
            return Wrong<IReadOnlyList<(string, JsonFields)>>(name, FaultCode.NotObject);
        return
        [
            .. found
                .EnumerateObject()
                .Select(m => (m.Name, Fields: Of(m.Value, $"{At(name)}.{m.Name}", faults)))
                .Where(m => m.Fields is not null)
                .Select(m => (m.Name, m.Fields!)),
        ];
    }

    /// <summary>The objects by language in <c>texts</c>; null if there are none.</summary>
    public IEnumerable<(string Language, JsonFields Fields)>? Languages(string name = "texts")
    {
        if (Members(name) is not { } texts)
            return null;
        foreach (var (language, fields) in texts.Where(t => !Domain.Languages.All.Contains(t.Name)))
            faults.Add(new Fault(fields.Path, FaultCode.NotOneOf, language, FaultArgument.List(Domain.Languages.All)));
        return texts.Where(t => Domain.Languages.All.Contains(t.Name));
    }

    /// <summary>A required text of particulars: without hidden characters at its ends, and refused with one inside.</summary>
    public string Particulars(string name, int most)
    {
        var words = Words(name, most);
        var text = HiddenCharacter.Trim(words);
        if (words.Length > 0 && text.Length == 0)
            Fault(name, FaultCode.Missing);
        else if (HiddenCharacter.InsideName(text) is { } hidden)
            Fault(name, FaultCode.HiddenCharacter, hidden);
        return text;
    }

    /// <summary>A required text.</summary>
    public string Words(string name, int most)
    {
        var text = Text(name, most)?.Trim();
        if (string.IsNullOrEmpty(text) && Find(name) is null or { ValueKind: JsonValueKind.String })
            Fault(name, FaultCode.Missing);
        return text ?? "";
    }

    public static JsonFields? Of(JsonElement element, string path, ICollection<Fault> faults)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new JsonFields(element, path, faults);
        faults.Add(new Fault(path, FaultCode.NotObject));
        return null;
    }

    private JsonElement[] Items(string name)
    {
        if (Find(name) is not { } found)
            return [];
        if (found.ValueKind == JsonValueKind.Array)
            return [.. found.EnumerateArray()];
        Fault(name, FaultCode.NotList);
        return [];
    }

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private T? Wrong<T>(string name, FaultCode code, params FaultArgument[] arguments)
        where T : class
    {
        Fault(name, code, arguments);
        return null;
    }

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public static void Unique<T>(
        ICollection<Fault> faults,
        IReadOnlyList<T> entries,
        Func<T, FaultArgument> key,
        Func<T, string> path,
        string what
    )
    {
        var seen = new Dictionary<FaultArgument, string>();
        foreach (var entry in entries)
            if (!seen.TryAdd(key(entry), path(entry)))
                faults.Add(new Fault($"{path(entry)}.{what}", FaultCode.Taken, key(entry), seen[key(entry)]));
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern { get; }
}
