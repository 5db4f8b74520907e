using System.Text.Json.Nodes;

namespace PreferenceCenter.Tests.Ledger.Records;

/// <param name="Type">Datatype of a literal; null for a node.</param>
internal sealed record Term(string Value, string? Type = null);

/// <summary>Statement: subject, predicate and object.</summary>
internal sealed record Triple(string Subject, string Predicate, Term Object);

/// <summary>
/// Statements of a JSON-LD file that contains its own context. Only the features such a file needs are read (prefixes,
/// types of terms, nodes and values). Everything else is refused, as is a name that expands to no IRI.
/// </summary>
internal sealed class Graph
{
    public const string Type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    private const string Text = "http://www.w3.org/2001/XMLSchema#string";
    private readonly Dictionary<string, string> prefixes = [];
    private readonly Dictionary<string, string> types = [];
    private readonly HashSet<Triple> triples = [];
    private int blanks;

    private Graph(JsonObject root)
    {
        foreach (var (name, value) in root["@context"]!.AsObject())
            if (value is JsonObject typed)
                types.Add(name, (string)typed["@type"]!);
            else
                prefixes.Add(name, (string)value!);
        Node(root);
    }

    public static Graph Read(JsonNode file) => new(file.AsObject());

    public IEnumerable<Triple> Triples => triples;

    public IEnumerable<Term> Of(string subject, string predicate) =>
        triples.Where(t => t.Subject == subject && t.Predicate == predicate).Select(t => t.Object);

    public IEnumerable<string> SubjectsOfType(string type) =>
        triples.Where(t => t.Predicate == Type && t.Object.Value == type).Select(t => t.Subject).Distinct();

    public IEnumerable<string> ObjectsOf(string predicate) =>
        triples.Where(t => t.Predicate == predicate).Select(t => t.Object.Value).Distinct();

    public bool Is(string subject, params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
            if (Of(subject, Type).Any(t => t.Value == type))
                return true;
        return false;
    }

    public string Iri(string name)
    {
        var (prefix, rest) = name.Split(':', 2) is [var first, var last]
            ? (first, last)
            : throw new FormatException($"{name} is no IRI");
        if (prefixes.TryGetValue(prefix, out var start) && !rest.StartsWith("//", StringComparison.Ordinal))
            return start + rest;
        return prefix is "https" or "http" or "urn" or "ni"
            ? name
            : throw new FormatException($"{name} has a prefix the context does not know");
    }

    private Term Node(JsonObject node)
    {
        var id = node["@id"] is { } given ? Iri((string)given!) : $"_:{++blanks}";
        foreach (var (name, value) in node)
            if (name == "@type")
                foreach (var type in Each(value))
                    triples.Add(new(id, Type, new(Iri((string)type!))));
            else if (name is not ("@id" or "@context"))
                foreach (var one in Each(value))
                    triples.Add(new(id, Iri(name), Object(name, one!)));
        return new(id);
    }

    private Term Object(string name, JsonNode value)
    {
        if (value is JsonObject node)
            return node["@value"] is not { } literal
                ? Node(node)
                : new(
                    (string)literal!,
                    node["@language"] is { } language ? "@" + language : Iri((string)node["@type"]!)
                );
        var type = types.GetValueOrDefault(name);
        if (type == "@id")
            return new(Iri((string)value!));
        return new(
            value.ToString(),
            type is null
                ? value.GetValueKind() == System.Text.Json.JsonValueKind.Number
                    ? "http://www.w3.org/2001/XMLSchema#integer"
                    : Text
                : Iri(type)
        );
    }

    // Not a single expression: a list that is a JsonArray would take the value from its parent again.
    private static IEnumerable<JsonNode?> Each(JsonNode? value)
    {
        if (value is JsonArray many)
            return many;
        return new[] { value };
    }
}
