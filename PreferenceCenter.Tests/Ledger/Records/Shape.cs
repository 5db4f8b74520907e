using System.Text.Json.Nodes;

namespace PreferenceCenter.Tests.Ledger.Records;

/// <summary>
/// Constraint as in SHACL: how many values a property has on each target, and of which kind. The target is a class or
/// the object of a property. Names are written as in the files.
/// </summary>
/// <param name="Target">A class, or a property after <c>^</c>: SHACL's targetClass and targetObjectsOf.</param>
/// <param name="OneOf">Only values of one of these types, or with one of these IRIs, count.</param>
/// <param name="Type">The datatype, or <c>@id</c> for a node.</param>
internal sealed record Shape(
    string Target,
    string Path,
    string? Type = null,
    int Least = 1,
    int? Most = null,
    params string[] OneOf
)
{
    public IEnumerable<string> Violations(Graph graph)
    {
        var targets =
            Target[0] == '^' ? graph.ObjectsOf(graph.Iri(Target[1..])) : graph.SubjectsOfType(graph.Iri(Target));
        foreach (var target in targets)
        {
            var values = graph.Of(target, Path == "@type" ? Graph.Type : graph.Iri(Path)).ToArray();
            if (values.Any(value => !Fits(value, graph)))
                yield return $"{this} holds something of another type";
            var count = values.Count(value => Counts(value, graph));
            if (count < Least || count > Most)
                yield return $"{this} stands there {count} times";
        }
    }

    /// <summary>Removes every matching value from the file.</summary>
    /// <returns>The number of removed values.</returns>
    public int Drop(JsonNode file) => Drop(file, null, Graph.Read(file));

    private int Drop(JsonNode? node, string? under, Graph graph)
    {
        if (node is JsonArray many)
            return many.ToArray().Sum(one => Drop(one, under, graph));
        if (node is not JsonObject it)
            return 0;
        var dropped = 0;
        if (Target[0] == '^' ? under == Target[1..] : Names(it["@type"]).Contains(Target))
        {
            if (it[Path] is JsonArray values)
                dropped += values.RemoveAll(value =>
                    OneOf.Length == 0
                    || Names(value).Any(name => OneOf.Contains(name) || Counts(new(graph.Iri(name)), graph))
                );
            else if (it.Remove(Path))
                dropped++;
        }
        return dropped
            + it.ToArray()
                .Where(member => member.Key != "@context")
                .Sum(member => Drop(member.Value, member.Key, graph));
    }

    public override string ToString() => $"{Target} {Path} {string.Join(' ', OneOf)}".TrimEnd();

    private bool Fits(Term value, Graph graph) =>
        Type switch
        {
            null => true,
            "@id" => value.Type is null,
            _ => value.Type == graph.Iri(Type),
        };

    private bool Counts(Term value, Graph graph) =>
        OneOf.Length == 0
        || OneOf.Any(name => value.Value == graph.Iri(name) || graph.Is(value.Value, graph.Iri(name)));

    private static string[] Names(JsonNode? value) =>
        value switch
        {
            JsonArray many => [.. many.Select(one => (string)one!)],
            JsonObject node => Names(node["@type"]),
            null => [],
            _ => [(string)value!],
        };
}
