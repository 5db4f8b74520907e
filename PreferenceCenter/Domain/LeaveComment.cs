namespace PreferenceCenter.Domain;

/// <summary>The comment that a subscriber may add to the reason for leaving.</summary>
internal static class LeaveComment
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
}
