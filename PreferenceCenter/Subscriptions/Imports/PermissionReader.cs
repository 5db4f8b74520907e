using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Reads the consents to tracking and profiling of a row. Each needs its own time and wording. One that lacks either is
/// left out with a warning: it is apart from the subscription, and no consent is the default.
/// </summary>
internal sealed class PermissionReader(
    Func<ImportColumn, string?> cell,
    Action<string, ImportColumn, FaultCode, FaultArgument[]> warn
)
{
    private const int LongestText = 10_000;

    private static readonly (long Aspect, ImportColumn At, ImportColumn Text)[] Columns =
    [
        (Aspect.Tracking, ImportColumn.TrackingConsentAt, ImportColumn.TrackingConsentText),
        (Aspect.Profiling, ImportColumn.ProfilingConsentAt, ImportColumn.ProfilingConsentText),
    ];

    public IReadOnlyList<ImportedPermission> Read(DateTimeOffset now) =>
        [.. Columns.Select(c => Read(c.Aspect, c.At, c.Text, now)).OfType<ImportedPermission>()];

    private ImportedPermission? Read(long aspect, ImportColumn at, ImportColumn text, DateTimeOffset now)
    {
        var (typed, words) = (cell(at), cell(text));
        if (typed is null && words is null)
            return null;
        if (typed is null || words is null)
            warn("no-evidence", typed is null ? at : text, FaultCode.YesWithoutEvidence, []);
        else if (ConsentWords.SaysNothing(words) || !ConsentWords.IsWording(words))
            warn("no-evidence", text, FaultCode.EvidenceSaysNothing, []);
        else if (!ConsentTime.TryRead(typed, now, out var given, out var why))
            warn("date", at, why!.Value, []);
        else if (words.Length > LongestText)
            warn("too-long", text, FaultCode.TooLong, [LongestText]);
        else
            return new ImportedPermission(aspect, given!.Value, words);
        return null;
    }
}
