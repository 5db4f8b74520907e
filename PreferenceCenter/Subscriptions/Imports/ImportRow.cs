using System.Net;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Status of a contact in a row. If a row has two, the later one in this list wins.</summary>
internal enum ImportStatus
{
    Subscribed,
    NeverSubscribed,
    Bounced,
    Unsubscribed,
    Complained,
}

internal static class ImportStatusExtensions
{
    /// <summary>The row takes somebody out.</summary>
    public static bool IsOptOut(this ImportStatus status) =>
        status is ImportStatus.Unsubscribed or ImportStatus.Bounced or ImportStatus.Complained;
}

/// <summary>
/// Quality of a row's evidence of consent: A has time, method, source and wording; B has time and wording; C has less.
/// </summary>
internal enum EvidenceGrade
{
    A,
    B,
    C,
}

/// <summary>A valid row.</summary>
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

    /// <summary>Consents to tracking and profiling, each with its time and wording.</summary>
    public IReadOnlyList<ImportedPermission> Permissions { get; init; } = [];

    /// <summary>The sale, if the row is based on a soft opt-in instead of consent.</summary>
    public SoftOptIn? Sale { get; init; }

    /// <summary>
    /// A sensitive topic of the row that the wording does not make explicit (GDPR article 9(2)(a)), as far as lists of
    /// words tell.
    /// </summary>
    public TopicInfo? NotExplicit =>
        Status == ImportStatus.Subscribed
        && Sale is null
        && Topics.FirstOrDefault(t => t.Topic.Sensitive) is { } sensitive
        && !SensitiveMatterWords.NamedIn(Text ?? "")
            ? sensitive
            : null;

    public EvidenceGrade Grade =>
        ConsentAt is null
        || !ConsentWords.IsWording(Text)
        || ConsentWords.IsPreTicked(Method)
        || NotExplicit is not null
            ? EvidenceGrade.C
        : Method is null || Source is null ? EvidenceGrade.B
        : EvidenceGrade.A;
}

/// <summary>A consent to tracking or profiling that was given elsewhere.</summary>
internal sealed record ImportedPermission(long Aspect, DateTimeOffset At, string Text);

/// <summary>
/// A sale at which the address was collected and e-mail about similar products could be refused (ePrivacy Directive
/// article 13(2)). An account that is free because it comes with advertising is one too (CJEU C-654/23).
/// </summary>
/// <param name="Kind"><c>purchase</c> or <c>free-account</c>.</param>
internal sealed record SoftOptIn(string Reference, string Family, string Kind);

/// <summary>
/// A remark on a row: the reason for its rejection or, with a code that begins with <c>warning-</c>, an irregularity.
/// </summary>
/// <param name="Fault">What is wrong, with line and column.</param>
/// <param name="LosesOptOut">The row is rejected, and may have taken somebody out.</param>
internal sealed record RowRemark(string Code, Fault Fault, bool LosesOptOut = false)
{
    public bool Rejects => !Code.StartsWith("warning-", StringComparison.Ordinal);
}
