using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Reasons of decisions that outlive the subscriber, for accountability (GDPR article 5(2)): of an erasure, of a refusal,
/// of a legal hold, and of what one person decided alone. They stand in the log's evidence and with the request, and
/// name nobody.
/// </summary>
internal static class KeptReasons
{
    private const int ShortestName = 3;

    /// <summary>Marks such reasons among the entries just added. False if one of them names somebody.</summary>
    /// <param name="reasons">The reasons for the log, a line a step; null if there are none.</param>
    public static bool TryKeep(
        CenterContext context,
        PrivacyRequestRow request,
        SubscriberSnapshot? subscriber,
        out string? reasons
    )
    {
        PrivacyRequestEntry[] kept =
        [
            .. context
                .ChangeTracker.Entries<PrivacyRequestEntry>()
                .Where(e => e.State == EntityState.Added)
                .Select(e => e.Entity)
                .Where(e => e.Text is not null && Outlives(request.Kind, e.Step))
                .OrderBy(e => e.Number),
        ];
        foreach (var entry in kept)
            entry.Kept = true;
        reasons = kept.Length == 0 ? null : string.Join('\n', kept.Select(e => $"{WireName.Of(e.Step)}: {e.Text}"));
        return !kept.Any(e => Names(e.Text!, subscriber?.Subscriber.Name));
    }

    private static bool Outlives(PrivacyRequestKind kind, PrivacyRequestStep step) =>
        step switch
        {
            PrivacyRequestStep.Refused
            or PrivacyRequestStep.LegallyHeld
            or PrivacyRequestStep.LegalHoldLifted
            or PrivacyRequestStep.DecidedAlone
            or PrivacyRequestStep.ProofRecorded
            or PrivacyRequestStep.Proposed
            or PrivacyRequestStep.Withdrawn
            or PrivacyRequestStep.Objected => true,
            PrivacyRequestStep.Approved => kind == PrivacyRequestKind.Erasure,
            _ => false,
        };

    /// <summary>Whether a reason holds an address or that name.</summary>
    // As the name is written, so that a Will does not forbid what will be.
    internal static bool Names(string text, string? name) =>
        text.Contains('@', StringComparison.Ordinal) || WordsOf(text).Overlaps(WordsOf(name ?? ""));

    private static HashSet<string> WordsOf(string text) => [.. Words(text).Where(w => w.Length >= ShortestName)];

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
            if (i == text.Length || !char.IsLetterOrDigit(text[i]))
            {
                yield return text[start..i];
                start = i + 1;
            }
    }
}
