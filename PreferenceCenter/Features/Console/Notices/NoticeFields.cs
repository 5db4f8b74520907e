using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>The fields of a notice that staff edit, by their path in its entry.</summary>
internal static class NoticeFields
{
    public const string Change = "change",
        RenewBy = "renewBy",
        Purpose = "purpose";

    /// <summary>How many controllers the editor has fields for.</summary>
    public const int MostControllers = 5;

    /// <summary>The parts of the site's information, in the order of the page.</summary>
    public static readonly string[] Parts =
    [
        "purposes",
        "recipients",
        "transfers",
        "retention",
        "rights",
        "withdrawal",
        "complaint",
        "arrangement",
    ];

    public static readonly string[] ControllerParts = ["name", "address", "contact"];

    public static string Statement(string language) => $"texts.{language}.statement";

    public static string Part(string language, string part) => $"texts.{language}.{part}";

    public static string Controller(int number, string part) => Invariant($"controllers.{number}.{part}");

    public static IEnumerable<string> All(string key) =>
        key == NoticeKey.Site
            ?
            [
                .. Enumerable
                    .Range(0, MostControllers)
                    .SelectMany(i => ControllerParts.Select(part => Controller(i, part))),
                .. Languages.All.SelectMany(l => Parts.Select(part => Part(l, part))),
            ]
            : [Change, RenewBy, .. Languages.All.Select(Statement)];

    public static bool IsEditable(string key, string path) => All(key).Contains(path);

    /// <summary>The texts that a language needs.</summary>
    public static IEnumerable<string> Needed(string key, string language, bool joint) =>
        key == NoticeKey.Site
            ? Parts.Where(p => joint || p != "arrangement").Select(p => Part(language, p))
            : [Statement(language)];

    /// <summary>The field that a fault of the notice's file is about; null where it is about none of the editor.</summary>
    public static string? OfFault(string key, string place)
    {
        var within = NoticeKey.PlaceOf(key) + ".";
        if (!place.StartsWith(within, StringComparison.Ordinal))
            return null;
        var path = place[within.Length..]
            .Replace("[", ".", StringComparison.Ordinal)
            .Replace("]", "", StringComparison.Ordinal);
        return path switch
        {
            "controllers" => Controller(0, ControllerParts[0]),
            _ when path.Split('.') is ["texts", var language] => key == NoticeKey.Site
                ? Part(language, Parts[0])
                : Statement(language),
            _ => IsEditable(key, path) ? path : null,
        };
    }
}
