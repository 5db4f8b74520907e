using System.Net;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>What a row says of somebody. Where it says two things, the later here outweighs.</summary>
internal enum ImportStatus
{
    Subscribed,
    NeverSubscribed,
    Bounced,
    Unsubscribed,
    Complained,
}

/// <summary>
/// How well a row shows that the person said yes: A with time, method, source and wording; B with time and wording; C
/// with less.
/// </summary>
internal enum EvidenceGrade
{
    A,
    B,
    C,
}

/// <summary>One row, read and found sound.</summary>
internal sealed record ImportRow(
    long Line,
    EmailAddress Address,
    string? Name,
    string Language,
    ImportStatus Status,
    IReadOnlyList<TopicInfo> Topics
)
{
    public DateTimeOffset? ConsentAt { get; init; }
    public string? Method { get; init; }
    public string? Source { get; init; }
    public string? Text { get; init; }
    public IPAddress? Ip { get; init; }

    /// <summary>Where a sale and not a yes is the ground.</summary>
    public SoftOptIn? Sale { get; init; }

    public EvidenceGrade Grade =>
        ConsentAt is null || Text is null ? EvidenceGrade.C
        : Method is null || Source is null ? EvidenceGrade.B
        : EvidenceGrade.A;
}

/// <summary>
/// A sale during which the address was given and mail about such products could be refused (ePrivacy Directive article
/// 13(2)).
/// </summary>
internal sealed record SoftOptIn(string Reference, string Family);

/// <summary>
/// What is said about a row: why it was rejected, or, with a code that begins with <c>warning-</c>, what looks odd
/// about it.
/// </summary>
internal sealed record RowRemark(long Line, string Column, string Code, string Message)
{
    public bool Rejects => !Code.StartsWith("warning-", StringComparison.Ordinal);
}
