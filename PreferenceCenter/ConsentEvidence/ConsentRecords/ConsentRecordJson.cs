using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// Writes consent records and receipts as JSON-LD. The same facts always give the same bytes. Fields and IRIs follow
/// https://w3id.org/dpv/guides/consent-27560; docs/consent-record.md lists them, and the points that the guide leaves
/// open.
/// </summary>
internal static class ConsentRecordJson
{
    public const string RecordProfile = "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr";
    public const string ReceiptProfile = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The result is a file and never part of a page, and people read it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file: JSON-LD, UTF-8, indented.</summary>
    public static byte[] Write(ConsentRecord record) => Write(json => WriteRecord(json, record));

    /// <inheritdoc cref="Write(ConsentRecord)"/>
    public static byte[] Write(ConsentReceipt receipt) =>
        Write(json =>
        {
            WriteHeader(json, receipt.ReceiptId, "dpv:ConsentReceipt", ReceiptProfile);
            json.WriteString("dct:created", Time(receipt.CreatedAt));
            json.Nodes("dpv:hasRecordOfActivity", receipt.Records, record => WriteRecord(json, record));
        });

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            ConsentRecordContext.Write(json);
            content(json);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteRecord(Utf8JsonWriter json, ConsentRecord record)
    {
        WriteHeader(json, record.RecordId, "dpv:ConsentRecord", RecordProfile);
        json.Node(
            "dpv:hasDataSubject",
            () =>
            {
                json.WriteString("@id", Urn(record.PrincipalId));
                json.WriteString("@type", "dpv:DataSubject");
                json.WriteString("dct:identifier", record.PrincipalId);
            }
        );
        json.Nodes("dpv:hasNotice", record.Notices, notice => WriteNotice(json, notice));
        json.Node("dpv:hasProcess", () => ConsentProcessJson.Write(json, record));
        json.Nodes("dpv:hasEntity", record.Parties, party => WriteParty(json, party));
        json.Nodes("dpv:hasConsentStatus", record.Events, e => ConsentEventJson.Write(json, record, e));
    }

    private static void WriteHeader(Utf8JsonWriter json, Guid id, string type, string profile)
    {
        json.WriteString("@id", Urn(id));
        json.WriteString("@type", type);
        json.WriteString("dct:conformsTo", profile);
        // The guide's text requires the first identifier, its table the second.
        json.WriteString("dct:identifier", id);
        json.WriteString("dpv:hasIdentifier", id);
    }

    private static void WriteNotice(Utf8JsonWriter json, RecordedNotice notice)
    {
        json.WriteString("@id", notice.Id);
        json.WriteString("@type", "dpv:ConsentNotice");
        json.WriteString("dct:language", notice.Language);
        if (notice.Version is { } version)
            json.WriteString("schema:version", version);
        if (notice.Sha256.IsEmpty)
            return;
        // Follows DCAT 3: the guide has no field for a digest.
        json.Node(
            "spdx:checksum",
            () =>
            {
                json.WriteString("@type", "spdx:Checksum");
                json.WriteString("spdx:algorithm", "spdx:checksumAlgorithm_sha256");
                json.WriteString("spdx:checksumValue", Convert.ToHexStringLower(notice.Sha256.Span));
            }
        );
    }

    private static void WriteParty(Utf8JsonWriter json, RecordedParty party)
    {
        json.WriteString("@id", party.Id);
        json.Texts("@type", ["dpv:Entity", $"dpv:{party.Role}"]);
        json.WriteString("dpv:hasIdentifier", party.Id);
        json.WriteString("dpv:hasName", party.Name);
        json.Nodes<(string Type, string Field, string Text)>(
            "schema:contactPoint",
            [
                ("schema:ContactPoint", "schema:email", party.Mail),
                ("schema:PostalAddress", "schema:streetAddress", party.Address),
            ],
            contact =>
            {
                json.WriteString("@type", contact.Type);
                json.WriteString(contact.Field, contact.Text);
            }
        );
        if (party.Url is { } url)
            json.WriteString("schema:url", url);
    }

    internal static string Urn(Guid id) => $"urn:uuid:{id}";

    /// <summary>Formats a time as ISO 8601 in UTC, with the ledger's precision of microseconds.</summary>
    internal static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
