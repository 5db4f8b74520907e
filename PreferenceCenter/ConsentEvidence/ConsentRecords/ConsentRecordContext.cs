using System.Text.Json;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// Writes the JSON-LD context into every record. A reader needs no network, and no later change of a remote file
/// changes the record's meaning.
/// </summary>
internal static class ConsentRecordContext
{
    private const string Iri = "@id";
    private const string DateTime = "xsd:dateTime";

    private static readonly (string Prefix, string Namespace)[] Prefixes =
    [
        ("dct", "http://purl.org/dc/terms/"),
        ("dpv", "https://w3id.org/dpv#"),
        ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
        ("loc", "https://w3id.org/dpv/loc#"),
        ("pd", "https://w3id.org/dpv/pd#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("schema", "https://schema.org/"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("spdx", "http://spdx.org/rdf/terms#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    /// <summary>
    /// Types of the terms. Without them, a reader would take IRIs and times for plain text; the guide's examples leave
    /// this open.
    /// </summary>
    private static readonly (string Term, string Type)[] Typed =
    [
        ("dct:conformsTo", Iri),
        ("dct:created", DateTime),
        ("dpv:hasDataController", Iri),
        ("dpv:hasJurisdiction", Iri),
        ("dpv:hasLegalBasis", Iri),
        ("dpv:hasLocation", Iri),
        ("dpv:hasNotice", Iri),
        ("dpv:hasProcessing", Iri),
        ("dpv:hasRecipient", Iri),
        ("dpv:isExercisedAt", Iri),
        ("dpv:isIndicatedAtTime", DateTime),
        ("dpv:isIndicatedBy", Iri),
        ("schema:url", Iri),
        ("skos:broader", Iri),
        ("spdx:algorithm", Iri),
        ("spdx:checksumValue", "xsd:hexBinary"),
    ];

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("@context");
        foreach (var (prefix, name) in Prefixes)
            json.WriteString(prefix, name);
        foreach (var (term, type) in Typed)
        {
            json.WriteStartObject(term);
            json.WriteString("@type", type);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
