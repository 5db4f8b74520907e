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
        "preactivated",
        "defaulton",
        "onbydefault",
        "bydefault",
        "tickedinadvance",
        "checkedbydefault",
        "tickedbydefault",
        "vorangekreuzt",
        "vorausgewählt",
        "vorausgefüllt",
        "standardmäßig",
        "précoché",
        "pardéfaut",
        "premarcad",
        "pordefecto",
        "preseleccionad",
        "preselezionat",
        "prespuntat",
        "predefinit",
        "предустановлен",
        "поумолчанию",
        "افتراضي",
        "مسبق",
    ];

    /// <summary>What stands in a cell of evidence where there is none; folded as <see cref="OutWords.Fold"/> does.</summary>
    private static readonly HashSet<string> Nothing =
    [
        .. """
            na none no nope not null nil unknown unspecified undefined missing empty false notavailable notapplicable
            notknown nein keine keiner keines keineangabe ka unbekannt nichtbekannt non aucun aucune inconnu inconnue nc nd
            ninguno ninguna desconocido desconocida nodisponible sindatos nessuno nessuna sconosciuto sconosciuta
            нет неизвестно لا لايوجد غيرمعروف
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(OutWords.Fold),
    ];

    /// <summary>Whether a cell only fills its place: <c>n/a</c>, <c>unknown</c>, a dash.</summary>
    public static bool SaysNothing(string cell) =>
        OutWords.Fold(cell) is var letters
        && (letters.Length == 0 ? !cell.Any(char.IsDigit) : Nothing.Contains(letters));

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
