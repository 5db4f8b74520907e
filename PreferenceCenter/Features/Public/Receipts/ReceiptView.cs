using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Receipts;

/// <summary>An event sealed in the log, in words and as the log holds it.</summary>
/// <param name="What">What changed: a sentence in the reader's language.</param>
/// <param name="How">How the change was made: page, one-click, mail program …</param>
/// <param name="Log">Origin of the log, as its checkpoints name it.</param>
/// <param name="Leaf">RFC 6962 leaf hash, base64.</param>
public sealed record ReceiptEntry(
    MarkupString What,
    DateTimeOffset At,
    MarkupString How,
    string Log,
    long Position,
    string Leaf
)
{
    /// <summary>The consent statement, if the event gave consent.</summary>
    public AgreedWords? Agreed { get; init; }
}

/// <summary>A consent statement as published, in the reader's language if that version has it.</summary>
public sealed record AgreedWords(MarkupString Statement, string Language, MarkupString Version);

/// <summary>The page of a receipt.</summary>
/// <param name="JsonPath">Path of the same receipt as JSON, with proofs and checkpoint.</param>
/// <param name="RecordsPath">Path of the consent records; null if no event is about consent.</param>
/// <param name="Checkpoint">The signed note as text.</param>
public sealed record ReceiptView(
    PageContext Frame,
    string JsonPath,
    string? RecordsPath,
    IReadOnlyList<ReceiptEntry> Entries,
    string Checkpoint
) : PageView(Frame);
