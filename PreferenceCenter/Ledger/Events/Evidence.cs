using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// What proves a change: kept beside its events, committed to in them, erasable without breaking the log.
/// Only what is there is written, in this order: these bytes are what the commitment covers.
/// </summary>
internal sealed record Evidence
{
    /// <summary>The address as typed, where the act itself brought one.</summary>
    public string? Address { get; init; }
    public string? Name { get; init; }
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>Language the page was shown in.</summary>
    public string? Language { get; init; }

    /// <summary>The signed link's key id and issue time, or the kind of the mailed one.</summary>
    public string? Link { get; init; }
    public string? Source { get; init; }

    /// <summary>The imported file, and the line in it.</summary>
    public string? File { get; init; }
    public long? Line { get; init; }
    public string? Grade { get; init; }
    public DateTimeOffset? ObtainedAt { get; init; }
    public string? Method { get; init; }
    public string? Text { get; init; }
    public string? ObtainedIp { get; init; }
    public string? Comment { get; init; }

    /// <summary>What the house changed, as JSON text.</summary>
    public string? Detail { get; init; }

    /// <summary>The sign-up form, and its version.</summary>
    public string? Form { get; init; }
    public int? FormVersion { get; init; }

    /// <summary>Address of the page that the form stood on, as the browser told it.</summary>
    public string? Page { get; init; }

    /// <summary>Version of the site's information that stood beside it.</summary>
    public int? SiteNotice { get; init; }

    /// <summary>
    /// Of a soft opt-in: the sale, what was sold, and that mail could be refused when the address was taken.
    /// </summary>
    public string? Sale { get; init; }
    public string? ProductFamily { get; init; }
    public bool? RefusalOffered { get; init; }

    /// <summary>Address of the terms agreed to in a box apart.</summary>
    public string? Terms { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, EvidenceJson.Default.Evidence);

    public static Evidence? Parse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, EvidenceJson.Default.Evidence);

    /// <summary>Commitment of the <paramref name="index"/>th event of a change to the evidence they share.</summary>
    public static void Commit(ReadOnlySpan<byte> salt, int index, ReadOnlySpan<byte> content, Span<byte> commitment)
    {
        Span<byte> message =
            content.Length <= 1020 ? stackalloc byte[content.Length + 4] : new byte[content.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(message, index);
        content.CopyTo(message[4..]);
        HMACSHA256.HashData(salt, message, commitment);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Evidence))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
