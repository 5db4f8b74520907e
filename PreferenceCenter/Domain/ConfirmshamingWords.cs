using System.Text.RegularExpressions;

namespace PreferenceCenter.Domain;

/// <summary>
/// Finds words that shame or frighten people into consenting, or out of leaving. They were seen on such pages (EDPB
/// Guidelines 03/2022: stirring). A list finds only what it contains: it warns writers and does not replace a reader.
/// </summary>
internal static class ConfirmshamingWords
{
    private static readonly Dictionary<string, string[]> ByLanguage = new()
    {
        ["en"] =
        [
            "miss out",
            "you('ll| will) miss",
            "are you sure",
            "sorry to see",
            "sad to",
            "hate to",
            "don't go",
            "regret",
            "last chance",
            "lose (access|your|all)",
            "unfortunately",
            "we'll miss",
            "wait!",
        ],
        ["de"] =
        [
            "verpassen",
            "sind Sie sicher",
            "wirklich abmelden",
            "schade(?!n)",
            "traurig",
            "vermissen",
            "bereuen",
            "letzte Chance",
            "verlieren",
            "leider",
            "bleiben Sie doch",
        ],
        ["es"] =
        [
            "te perderás",
            "te pierdes",
            "¿(estás|está) segur",
            "lamentamos",
            "lástima",
            "triste",
            "echaremos de menos",
            "arrepent",
            "última oportunidad",
            "perder",
            "no te vayas",
        ],
        ["fr"] =
        [
            "manquer",
            "rater",
            "(êtes-vous|es-tu) sûr",
            "dommage",
            "triste",
            "regrett",
            "dernière chance",
            "perdre",
            "malheureusement",
            "ne partez pas",
        ],
        ["ru"] =
        [
            "пропустите",
            "упустите",
            "вы уверены",
            "жаль",
            "грустно",
            "скучать",
            "пожалеете",
            "последний шанс",
            "потеряете",
            "к сожалению",
            "не уходите",
        ],
        ["ar"] =
        [
            "ستفوت",
            "سيفوت",
            "هل أنت متأكد",
            "يؤسفنا",
            "للأسف",
            "نأسف",
            "حزين",
            "سنفتقد",
            "ستندم",
            "الفرصة الأخيرة",
            "ستخسر",
            "لا ترحل",
        ],
    };

    /// <summary>The first pattern found in a text of that language; null where none is found.</summary>
    public static string? FoundIn(string text, string language) =>
        ByLanguage
            .GetValueOrDefault(language)
            ?.FirstOrDefault(word =>
                Regex.IsMatch(
                    text.Replace('’', '\''),
                    @"(?<!\p{L})(?:" + word + ")",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
                )
            );
}
