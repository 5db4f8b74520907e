using PreferenceCenter.ConsentEvidence.ConsentRecords;

namespace PreferenceCenter.Tests.Ledger.Records;

/// <summary>
/// Shapes for what the guide requires of a record and a receipt, taken from its tables and its words MUST:
/// https://w3id.org/dpv/guides/consent-27560 (report of 2024-08-01). The guide publishes no shapes itself. States and
/// durations are those of DPV 2.2; the guide's ConsentTerminated is not among them.
/// </summary>
internal static class ConsentRecordShapes
{
    private static readonly string[] States =
    [
        "dpv:ConsentGiven",
        "dpv:RenewedConsentGiven",
        "dpv:ConsentUnknown",
        "dpv:ConsentRequested",
        "dpv:ConsentRequestDeferred",
        "dpv:ConsentRefused",
        "dpv:ConsentWithdrawn",
        "dpv:ConsentRevoked",
        "dpv:ConsentExpired",
        "dpv:ConsentInvalidated",
    ];

    private static readonly string[] Durations =
    [
        "dpv:TemporalDuration",
        "dpv:UntilTimeDuration",
        "dpv:UntilEventDuration",
        "dpv:FixedOccurrencesDuration",
        "dpv:EndlessDuration",
    ];

    private static readonly Shape[] Header =
    [
        new("dpv:ConsentRecord", "dct:conformsTo", "@id", Most: 1, OneOf: ConsentRecordJson.RecordProfile),
        new("dpv:ConsentRecord", "dct:identifier", "xsd:string"),
        new("dpv:ConsentRecord", "dpv:hasIdentifier", "xsd:string"),
        new("dpv:ConsentRecord", "dpv:hasDataSubject", "@id", Most: 1, OneOf: "dpv:DataSubject"),
        new("dpv:ConsentRecord", "dpv:hasNotice", "@id", OneOf: "dpv:ConsentNotice"),
        new("dpv:ConsentNotice", "dct:language"),
        new("dpv:ConsentRecord", "dpv:hasProcess", "@id", OneOf: "dpv:Process"),
        new("dpv:ConsentRecord", "dpv:hasEntity", "@id", OneOf: "dpv:Entity"),
        new("dpv:ConsentRecord", "dpv:hasConsentStatus", "@id", OneOf: States),
    ];

    private static readonly Shape[] Process =
    [
        new("dpv:Process", "dpv:hasPurpose", "@id", OneOf: "dpv:Purpose"),
        new("dpv:Process", "dpv:hasPersonalData", "@id", OneOf: "dpv:PersonalData"),
        new("dpv:PersonalData", "skos:broader", "@id"),
        new("dpv:Process", "dpv:hasProcessing", "@id", Least: 0),
        // ISO's storage locations and retention period: both of them.
        new("dpv:Process", "dpv:hasStorageCondition", "@id", OneOf: "dpv:StorageLocation"),
        new("dpv:Process", "dpv:hasStorageCondition", "@id", OneOf: "dpv:StorageDuration"),
        new("dpv:StorageLocation", "dpv:hasLocation", "@id"),
        new("dpv:StorageDuration", "dpv:hasDuration", "@id"),
        new("dpv:Process", "dpv:hasDataController", "@id", OneOf: "dpv:DataController"),
        new("dpv:Process", "dpv:hasRecipient", "@id"),
        new("dpv:Process", "dpv:hasConsentControl", "@id", OneOf: "dpv:WithdrawConsent"),
        new("dpv:WithdrawConsent", "dpv:isExercisedAt", "@id"),
        new("dpv:Process", "dpv:hasJurisdiction", "@id"),
        new("dpv:Process", "dpv:hasRight", "@id", OneOf: "dpv:DataSubjectRight"),
        // The record's consent type; the lawful basis of the GDPR is a term of this profile.
        new(
            "dpv:Process",
            "dpv:hasLegalBasis",
            "@id",
            OneOf: ["dpv:ExpressedConsent", "dpv:ExplicitlyExpressedConsent"]
        ),
        new("dpv:Process", "dpv:hasLegalBasis", "@id", OneOf: ["eu-gdpr:A6-1-a", "eu-gdpr:A9-2-a"]),
    ];

    private static readonly Shape[] Parties =
    [
        new("^dpv:hasEntity", "dpv:hasName", "xsd:string"),
        new("^dpv:hasEntity", "dpv:hasIdentifier", "xsd:string"),
        new(
            "^dpv:hasEntity",
            "@type",
            "@id",
            OneOf: ["dpv:DataController", "dpv:DataProcessor", "dpv:ThirdParty", "dpv:Authority"]
        ),
        new("^dpv:hasEntity", "schema:contactPoint", "@id", OneOf: "schema:ContactPoint"),
        new("^dpv:hasEntity", "schema:contactPoint", "@id", OneOf: "schema:PostalAddress"),
        new("schema:PostalAddress", "schema:streetAddress", "xsd:string"),
        new("schema:ContactPoint", "schema:email", "xsd:string", Least: 0),
        new("^dpv:hasEntity", "schema:url", "@id", Least: 0),
    ];

    private static readonly Shape[] Events =
    [
        new("^dpv:hasConsentStatus", "@type", "@id", Most: 1, OneOf: States),
        new("^dpv:hasConsentStatus", "dpv:isIndicatedAtTime", "xsd:dateTime"),
        new("^dpv:hasConsentStatus", "dpv:hasDuration", "@id", OneOf: Durations),
        new("^dpv:hasDuration", "rdf:value", Most: 1),
        new("^dpv:hasConsentStatus", "dpv:isIndicatedBy", "@id"),
        new("^dpv:hasConsentStatus", "dpv:hasIndicationMethod", "xsd:string", Least: 0),
    ];

    private static readonly Shape[] Receipt =
    [
        new("dpv:ConsentReceipt", "dct:conformsTo", "@id", Most: 1, OneOf: ConsentRecordJson.ReceiptProfile),
        new("dpv:ConsentReceipt", "dct:identifier", "xsd:string"),
        new("dpv:ConsentReceipt", "dpv:hasIdentifier", "xsd:string"),
        new("dpv:ConsentReceipt", "dct:created", "xsd:dateTime", Most: 1),
        new("dpv:ConsentReceipt", "dpv:hasRecordOfActivity", "@id", OneOf: "dpv:ConsentRecord"),
    ];

    public static IReadOnlyList<Shape> All { get; } = [.. Header, .. Process, .. Parties, .. Events, .. Receipt];

    public static IEnumerable<string> Violations(Graph graph) => All.SelectMany(shape => shape.Violations(graph));
}
