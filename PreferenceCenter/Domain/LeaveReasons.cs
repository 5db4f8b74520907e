namespace PreferenceCenter.Domain;

/// <summary>Reasons as forms and files name them.</summary>
internal static class LeaveReasons
{
    private const int LongestComment = 1000;

    public static LeaveReason? Parse(string? name) => name switch
    {
        "too-many" => LeaveReason.TooMany,
        "not-relevant" => LeaveReason.NotRelevant,
        "never-asked" => LeaveReason.NeverAsked,
        "other" => LeaveReason.Other,
        _ => null,
    };

    public static string Name(LeaveReason reason) => reason switch
    {
        LeaveReason.TooMany => "too-many",
        LeaveReason.NotRelevant => "not-relevant",
        LeaveReason.NeverAsked => "never-asked",
        _ => "other",
    };

    public static string? Comment(string? typed) => CleanText.Of(typed, LongestComment)?.Trim() is { Length: > 0 } comment ? comment : null;
}
