using System.Globalization;
using System.Text;
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

    // Letters with a stroke, which Unicode does not take apart.
    private static readonly Dictionary<char, string> Undivided = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "SS",
        ['ø'] = "o",
        ['Ø'] = "O",
        ['ł'] = "l",
        ['Ł'] = "L",
        ['đ'] = "d",
        ['Đ'] = "D",
        ['æ'] = "ae",
        ['Æ'] = "Ae",
        ['œ'] = "oe",
        ['Œ'] = "Oe",
        ['ı'] = "i",
    };

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
        string?[] addresses = [request.Address, subscriber?.Subscriber.Address];
        return !kept.Any(e =>
            Names(e.Text!, subscriber?.Subscriber.Name) || addresses.Any(address => HoldsMailbox(e.Text!, address))
        );
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

    /// <summary>Whether a reason holds an address or that name, with or without its accents, in capitals or not.</summary>
    // As the name is written, so that a Will does not forbid what will be.
    internal static bool Names(string text, string? name) =>
        text.Contains('@', StringComparison.Ordinal)
        || name is not null && FormsOf(name).Any(one => FormsOf(text).Any(word => IsSame(word, one)));

    /// <summary>Whether a reason has what stands before the @ of an address as a word of its own.</summary>
    // Often the name, and all that is known of one after an erasure.
    internal static bool HoldsMailbox(string text, string? address)
    {
        var mailbox = address?.Split('@')[0] ?? "";
        if (mailbox.Count(char.IsLetter) < ShortestName)
            return false;
        for (var at = 0; (at = text.IndexOf(mailbox, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            if (!IsPartOfWord(text, at - 1) && !IsPartOfWord(text, at + mailbox.Length))
                return true;
        return false;
    }

    private static bool IsPartOfWord(string text, int at) =>
        at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    private static bool IsSame(string word, string name) =>
        word == name
        // Capitals are how names are often written, and a name in small letters was typed in a hurry.
        || ((IsCapital(word) || !HasCapital(name)) && HasCapital(word))
            && word.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool IsCapital(string word) => !word.Any(char.IsLower);

    private static bool HasCapital(string word) => word.Any(char.IsUpper);

    // Without accents, and as German spells its vowels where a keyboard has none.
    private static IEnumerable<string> FormsOf(string text) =>
        new[] { Plain(text), Plain(Spelled(text)) }.SelectMany(Words).Where(w => w.Length >= ShortestName).Distinct();

    private static string Spelled(string text) =>
        text.Normalize(NormalizationForm.FormC)
            .Replace("ä", "ae", StringComparison.Ordinal)
            .Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal)
            .Replace("Ä", "Ae", StringComparison.Ordinal)
            .Replace("Ö", "Oe", StringComparison.Ordinal)
            .Replace("Ü", "Ue", StringComparison.Ordinal);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
                plain.Append(Undivided.GetValueOrDefault(letter) ?? $"{letter}");
        return plain.ToString();
    }

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
