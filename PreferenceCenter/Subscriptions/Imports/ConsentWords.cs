namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>What the consent columns of a row can prove, as far as a program can tell from their words.</summary>
internal static class ConsentWords
{
    private const int FewestLetters = 2;

    /// <summary>In the languages of the pages, letters only, as <see cref="Letters"/> leaves them.</summary>
    private static readonly string[] PreTicked =
    [
        "preticked",
        "prechecked",
        "preselected",
        "tickedinadvance",
        "checkedbydefault",
        "tickedbydefault",
        "vorangekreuzt",
        "vorausgewählt",
        "vorausgefüllt",
        "précoché",
        "premarcad",
        "preseleccionad",
        "preselezionat",
        "prespuntat",
        "предустановлен",
    ];

    /// <summary>Whether a text holds words at all: a dot or a dash is what an export writes where there are none.</summary>
    public static bool IsWording(string? text) => text is not null && text.Count(char.IsLetter) >= FewestLetters;

    /// <summary>
    /// Whether a method names a box that was ticked before the person saw it: that is no consent (CJEU C-673/17).
    /// </summary>
    public static bool IsPreTicked(string? method) =>
        method is not null
        && Letters(method) is var letters
        && PreTicked.Any(word => letters.Contains(word, StringComparison.Ordinal));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}
