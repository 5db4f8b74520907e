using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.Receipts;

/// <summary>
/// One event of a receipt: its index in the log (from 0), its canonical bytes, and its inclusion proof up to the
/// checkpoint's root.
/// </summary>
internal sealed record ReceiptEvent(
    long Index,
    [property: JsonConverter(typeof(CanonicalBytesConverter))] byte[] Event,
    IReadOnlyList<TreeHash> Proof
);

/// <summary>
/// Consistency proof between the receipt's checkpoint and the same log at another size, earlier or later: the smaller
/// is the beginning of the larger (RFC 9162 section 2.1.4).
/// </summary>
internal sealed record ReceiptConsistency(long Size, IReadOnlyList<TreeHash> Proof);

/// <summary>
/// Events of one log, and the signed checkpoint (the whole note) that their proofs lead to. With <paramref
/// name="Consistency"/>, checkpoints of other sizes can be compared too.
/// </summary>
internal sealed record ReceiptLog(
    string Origin,
    IReadOnlyList<ReceiptEvent> Events,
    string Checkpoint,
    IReadOnlyList<ReceiptConsistency>? Consistency = null
)
{
    public static ReceiptLog Of(CheckpointNote checkpoint, IReadOnlyList<ReceiptEvent> events) =>
        new(checkpoint.Checkpoint.Origin, events, checkpoint.ToString());
}

/// <summary>
/// Receipt for a subscriber: events, their inclusion proofs and the signed checkpoints they lead to. It can be verified
/// without this server, also when the server no longer exists. One e-mail may be about events that different nodes
/// wrote, each in its own log. The public key inside is a convenience; only a key from another source shows who signed.
/// </summary>
internal sealed record Receipt(int Version, IReadOnlyList<ReceiptLog> Logs, string? PublicKey = null)
{
    public const int CurrentVersion = 1;
    public const int MostBytes = 4 * 1024 * 1024;

    public static Receipt Of(IReadOnlyList<ReceiptLog> logs, VerifierKey? publicKey) =>
        new(CurrentVersion, logs, publicKey?.ToString());

    /// <summary>All events, log by log, in the order of the file.</summary>
    [JsonIgnore]
    public IEnumerable<ReceiptEvent> Events => Logs.SelectMany(log => log.Events);

    /// <summary>The file: JSON, UTF-8, indented.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReceiptJson.Strict.Receipt);

    /// <summary>
    /// Parses a receipt of version 1, without unknown, duplicate or missing members. <paramref name="why"/> is written
    /// for the holder of the file.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<byte> json,
        [NotNullWhen(true)] out Receipt? receipt,
        [NotNullWhen(false)] out string? why
    )
    {
        (receipt, why) = (null, null);
        if (json.Length > MostBytes)
        {
            why = $"The file is larger than {MostBytes} bytes.";
            return false;
        }
        try
        {
            var parsed = JsonSerializer.Deserialize(json, ReceiptJson.Strict.Receipt);
            if (parsed is null)
                why = "The file holds null, not a receipt.";
            else if (parsed.Version != CurrentVersion)
                why = Invariant(
                    $"The receipt is of version {parsed.Version}; this program reads version {CurrentVersion}."
                );
            else if (
                parsed.Logs.Count == 0
                || parsed.Logs.Any(log => log is null || log.Events.Count == 0 || log.Events.Any(one => one is null))
                || parsed.Logs.Any(log => log.Consistency?.Any(one => one is null) == true)
            )
                why = "The receipt, or one of its logs, holds no event, or holds null for a proof.";
            else
                receipt = parsed;
        }
        catch (JsonException broken)
        {
            why = $"The file is no receipt: {broken.Message}";
        }
        return receipt is not null;
    }
}
