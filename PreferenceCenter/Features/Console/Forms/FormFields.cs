using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>The fields of a form that staff edit, by their path in its entry.</summary>
internal static class FormFields
{
    public const string Topics = "topics",
        Name = "name",
        Frequency = "frequency",
        MinimumAge = "minimumAge",
        TermsUrl = "terms.url",
        State = "state";

    public static readonly IReadOnlySet<string> All = new[] { Topics, Name, Frequency, MinimumAge, TermsUrl }
        .Concat(Languages.All.SelectMany(l => new[] { Title(l), Lead(l), Terms(l) }))
        .ToHashSet(StringComparer.Ordinal);

    public static string Title(string language) => $"texts.{language}.title";

    public static string Lead(string language) => $"texts.{language}.lead";

    public static string Terms(string language) => $"terms.texts.{language}.label";

    public static bool IsEditable(string path) => All.Contains(path);

    /// <summary>The field that a fault of the form's file is about; null where it is about none of the editor.</summary>
    public static string? OfFault(string place)
    {
        const string Within = "forms[0].";
        if (!place.StartsWith(Within, StringComparison.Ordinal))
            return null;
        var path = place[Within.Length..];
        return path.Split('.') switch
        {
            ["texts", var language] => Title(language),
            ["terms", "texts", var language] => Terms(language),
            _ when path.StartsWith(Topics, StringComparison.Ordinal) => Topics,
            _ => IsEditable(path) ? path : null,
        };
    }
}
