using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Evidence of a change: who acted, from where and on which page. It is stored beside the events. The events hold only
/// a commitment to it, so it can be erased without breaking the log. Only fields with a value are written, in the order
/// below: the commitment covers exactly these bytes.
/// </summary>
internal sealed record Evidence
{
    /// <summary>
    /// <see cref="Detail"/> of a request by an import that asks: on what ground the one email is sent to somebody whose
    /// consent is not proven.
    /// </summary>
    public const string QuestionGround =
        "legitimate interest (GDPR article 6(1)(f)): one question whether the consent that this list asserts was given";

    /// <summary>The address as typed, if the act contained one.</summary>
    public string? Address { get; init; }
    public string? Name { get; init; }
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>Language of the page that was shown.</summary>
    public string? Language { get; init; }

    /// <summary>Key id and issue time of the signed link, or the kind of the mailed link.</summary>
    public string? Link { get; init; }
    public string? Source { get; init; }

    /// <summary>Name of the imported file; <see cref="Line"/> is the line in it.</summary>
    public string? File { get; init; }
    public long? Line { get; init; }
    public string? Grade { get; init; }
    public DateTimeOffset? ObtainedAt { get; init; }
    public string? Method { get; init; }
    public string? Text { get; init; }
    public string? ObtainedIp { get; init; }
    public string? Comment { get; init; }

    /// <summary>What an administrator or the system changed, as JSON text.</summary>
    public string? Detail { get; init; }

    /// <summary>Key of the sign-up form; <see cref="FormVersion"/> is its version.</summary>
    public string? Form { get; init; }
    public int? FormVersion { get; init; }

    /// <summary>Address of the page that showed the form, as reported by the browser.</summary>
    public string? Page { get; init; }

    /// <summary>Version of the site notice that was shown with the form.</summary>
    public int? SiteNotice { get; init; }

    /// <summary>
    /// For a soft opt-in: the sale, what was sold, and whether the customer could refuse mail when the address was
    /// collected.
    /// </summary>
    public string? Sale { get; init; }
    public string? ProductFamily { get; init; }
    public bool? RefusalOffered { get; init; }

    /// <summary>Address of the terms that were accepted with a separate checkbox.</summary>
    public string? Terms { get; init; }

    /// <summary>For a soft opt-in: <c>purchase</c>, or <c>free-account</c> (CJEU C-654/23).</summary>
    public string? SaleKind { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.Evidence);

    public static Evidence? Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, EvidenceJson.Default.Evidence);

    /// <summary>
    /// Computes the commitment of event number <paramref name="index"/> of a change to the evidence that all its events
    /// share.
    /// </summary>
    public static void Commit(ReadOnlySpan<byte> salt, int index, ReadOnlySpan<byte> content, Span<byte> commitment)
    {
        Span<byte> message =
            content.Length <= 1020 ? stackalloc byte[content.Length + 4] : new byte[content.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(message, index);
        content.CopyTo(message[4..]);
        HMACSHA256.HashData(salt, message, commitment);
    }
}

/// <summary>JSON serialisation of <see cref="Evidence"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Evidence))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
