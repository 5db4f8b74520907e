using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Data of a kind, and how many rows of it are held.</summary>
public sealed record ErasedKind(MarkupString Name, int Count);

/// <summary>What an erasure does, as it is before it: what goes, what stays, who is told.</summary>
/// <param name="Person">The address, and the name where one is known.</param>
/// <param name="Events">Number of events that stay in the log.</param>
/// <param name="KeepsHash">Whether a keyed hash of the address stays on the suppression list.</param>
/// <param name="ProofUntil">Until when a second keyed hash leads to the evidence; null where none is kept.</param>
/// <param name="Recipients">Names of the recipients that are told.</param>
public sealed record ErasurePreview(
    string Person,
    IReadOnlyList<ErasedKind> Goes,
    int Events,
    bool KeepsHash,
    DateTimeOffset? ProofUntil,
    IReadOnlyList<string> Recipients
);
