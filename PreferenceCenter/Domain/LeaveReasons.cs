namespace PreferenceCenter.Domain;

/// <summary>Names of leave reasons in forms and files.</summary>
internal static class LeaveReasons
{
    private const int LongestComment = 1000;

    public static LeaveReason? Parse(string? name) =>
        name switch
        {
            "too-many" => LeaveReason.TooMany,
            "not-relevant" => LeaveReason.NotRelevant,
            "never-asked" => LeaveReason.NeverAsked,
            "other" => LeaveReason.Other,
            _ => null,
        };

    public static string Name(LeaveReason reason) =>
        reason switch
        {
            LeaveReason.TooMany => "too-many",
            LeaveReason.NotRelevant => "not-relevant",
            LeaveReason.NeverAsked => "never-asked",
            _ => "other",
        };

    /// <summary>
    /// Reads the optional comment to a reason; false when it is too long. A line break counts as one character, as
    /// browsers count it.
    /// </summary>
    public static bool TryComment(string? typed, out string? comment)
    {
        comment = typed?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text
            ? CleanText.Of(text, text.Length)
            : null;
        return comment is null or { Length: <= LongestComment };
    }
}
