using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Receipts;

/// <summary>One sealed event, in words and as the log has it.</summary>
/// <param name="What">What changed, a sentence in the reader's language.</param>
/// <param name="How">By which act: page, one click, mail program …</param>
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
    /// <summary>Of a yes: to what.</summary>
    public AgreedWords? Agreed { get; init; }
}

/// <summary>A consent statement as published, in the reader's language where that version has it.</summary>
public sealed record AgreedWords(MarkupString Statement, string Language, MarkupString Version);

/// <param name="JsonPath">Where the same receipt is as JSON, with proof and checkpoint.</param>
/// <param name="RecordsPath">Where the consent records are; null where the events are about no consent.</param>
/// <param name="Checkpoint">The signed note, as text.</param>
public sealed record ReceiptView(
    PageContext Frame,
    string JsonPath,
    string? RecordsPath,
    IReadOnlyList<ReceiptEntry> Entries,
    string Checkpoint
) : PageView(Frame);
