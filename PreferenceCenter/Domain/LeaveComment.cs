using System.Text.RegularExpressions;

namespace PreferenceCenter.Domain;

/// <summary>The comment that a subscriber may add to the reason for leaving.</summary>
internal static partial class LeaveComment
{
    private const int Longest = 1000;

    /// <summary>
    /// Reads the optional comment to a reason; false when it is too long. A line break counts as one character, as
    /// browsers count it.
    /// </summary>
    public static bool TryRead(string? typed, out string? comment)
    {
        comment = typed?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text
            ? CleanText.Of(text, text.Length)
            : null;
        return comment is null or { Length: <= Longest };
    }

    /// <summary>
    /// The comment for those who are to learn why people leave, not who: without email addresses, and without numbers as
    /// long as a telephone's.
    /// </summary>
    public static string Anonymous(string comment) => Contact().Replace(comment, "…");

    [GeneratedRegex(
        @"\S*@\S*|\+?\d(?:[\s./()-]*\d){6,}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Contact();
}
