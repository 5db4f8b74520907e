using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>
/// What the editor of an entry shows: the draft as it was read, and over it what was typed and is not saved. Another
/// editor's change of a field that nobody types in is shown; of one that somebody types in, it is a conflict at the
/// field. Nothing typed is lost.
/// </summary>
/// <param name="read">The entry as it was read first.</param>
internal class DraftForm(DraftRead read)
{
    private readonly Dictionary<string, TypedValue> typed = new(StringComparer.Ordinal);

    /// <summary>The entry as it was read last.</summary>
    public DraftRead Read { get; private set; } = read;

    /// <summary>Paths of what is to be saved. A conflict is saved once somebody has decided it.</summary>
    public IReadOnlyList<string> Unsaved =>
        [.. typed.Where(f => f.Value is { IsDirty: true, Theirs: null }).Select(f => f.Key)];

    public JsonNode? this[string path] => typed.TryGetValue(path, out var field) ? field.Value : Read.Draft[path];

    /// <summary>The entry as it is typed.</summary>
    public JsonObject Entry =>
        EntryFields.With(Read.Draft.Entry, typed.Select(f => KeyValuePair.Create(f.Key, f.Value.Value)));

    public string Text(string path) =>
        this[path] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public bool IsSet(string path) => this[path] is JsonValue value && value.TryGetValue<bool>(out var set) && set;

    public IReadOnlyList<string> List(string path) =>
        [.. (this[path] as JsonArray ?? []).Select(v => v!.GetValue<string>())];

    /// <summary>What somebody else put into the field while this one was typed in.</summary>
    public FieldConflict? ConflictOf(string path) => typed.GetValueOrDefault(path)?.Theirs;

    /// <summary>Takes what was typed. A text that is emptied is none, unless the file has an empty one.</summary>
    public void Type(string path, JsonNode? value)
    {
        if (!typed.TryGetValue(path, out var field))
            typed[path] = field = new TypedValue { Seen = Read.Draft[path] };
        field.Value =
            IsEmpty(value) && !IsEmpty(Read.Draft.Published is { } entry ? EntryFields.In(entry, path) : null)
                ? null
                : value;
    }

    /// <summary>What the field had when it was typed in, and what it is to have.</summary>
    public (JsonNode? Seen, JsonNode? Value) EditOf(string path) => (typed[path].Seen, typed[path].Value);

    /// <summary>What came of saving the value that was sent.</summary>
    public void Saved(string path, JsonNode? sent, EditResult result)
    {
        var field = typed[path];
        if (result.Taken)
            field.Seen = sent;
        else
            field.Theirs = new FieldConflict(result.Now);
    }

    /// <summary>Takes the entry as it is now.</summary>
    /// <returns>The texts that are to be shown in place of others: what the page has now, and what it is to have.</returns>
    public IReadOnlyList<ShownText> Receive(DraftRead now)
    {
        var shown = new List<ShownText>();
        foreach (var path in Paths(Read).Union(Paths(now)).Union(typed.Keys).ToArray())
        {
            var (theirs, before) = (now.Draft[path], this[path]);
            if (typed.TryGetValue(path, out var field) && field.IsDirty)
            {
                if (JsonNode.DeepEquals(theirs, field.Value))
                    typed.Remove(path);
                else if (!JsonNode.DeepEquals(theirs, field.Seen))
                    field.Theirs = new FieldConflict(theirs);
                continue;
            }
            typed.Remove(path);
            if (JsonNode.DeepEquals(theirs, before))
                continue;
            // Until the browser has shown it, what is typed is an edit of what it shows.
            if (IsText(theirs) && IsText(before))
            {
                typed[path] = new TypedValue { Seen = before, Value = before };
                shown.Add(new ShownText(path, TextOf(before), TextOf(theirs)));
            }
        }
        Read = now;
        return shown;
    }

    /// <summary>The browser shows the text now.</summary>
    public void Shown(string path)
    {
        if (typed.TryGetValue(path, out var field) && !field.IsDirty)
            typed.Remove(path);
    }

    /// <summary>Decides a conflict for what was typed here.</summary>
    public void KeepMine(string path)
    {
        var field = typed[path];
        (field.Seen, field.Theirs) = (field.Theirs!.Value, null);
    }

    /// <summary>Decides a conflict for what somebody else typed.</summary>
    public string TakeTheirs(string path)
    {
        var theirs = typed[path].Theirs!.Value;
        typed[path] = new TypedValue { Seen = theirs, Value = theirs };
        return TextOf(theirs);
    }

    private static IEnumerable<string> Paths(DraftRead edit) => EntryFields.Of(edit.Draft.Entry).Keys;

    private static bool IsEmpty(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0;

    private static bool IsText(JsonNode? node) =>
        node is null || (node is JsonValue value && value.TryGetValue<string>(out _));

    private static string TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private sealed class TypedValue
    {
        public JsonNode? Seen { get; set; }
        public JsonNode? Value { get; set; }
        public FieldConflict? Theirs { get; set; }
        public bool IsDirty => !JsonNode.DeepEquals(Seen, Value);
    }
}

/// <summary>What somebody else put into a field.</summary>
internal sealed record FieldConflict(JsonNode? Value);

/// <summary>A text that somebody else changed: what the browser shows, and what it is to show.</summary>
internal sealed record ShownText(string Path, string From, string To);
