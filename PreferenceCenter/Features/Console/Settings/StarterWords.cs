using System.Net;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>Wording of a first topic, its notice and its form in one language, to begin with.</summary>
internal static class StarterWords
{
    private static readonly SiteLanguages Known = new(Domain.Languages.All);

    /// <summary>Each text by its field, in the order of the page.</summary>
    public static IReadOnlyDictionary<string, string> In(string language, SiteFacts site, int years)
    {
        var words = Words(language);
        string Of(MarkupString text) =>
            Filled(
                WebUtility.HtmlDecode(text.Value),
                ("name", site.Name),
                ("authority", site.SupervisoryAuthority),
                ("years", Invariant($"{years}"))
            );
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["name"] = Of(words.TopicName),
            ["description"] = Of(words.TopicDescription),
            ["howOften"] = Of(words.HowOften),
            ["title"] = Of(words.FormTitle),
            ["lead"] = Of(words.FormLead),
            ["purposes"] = Of(words.Purposes),
            ["recipients"] = Of(words.Recipients),
            ["transfers"] = Of(words.Transfers),
            ["retention"] = Of(words.Retention),
            ["rights"] = Of(words.Rights),
            ["withdrawal"] = Of(words.Withdrawal),
            ["complaint"] = Of(words.Complaint),
        };
    }

    public static string Category(string language) => WebUtility.HtmlDecode(Words(language).Category.Value);

    /// <summary>What people agree to: the topic by its name, and to whom.</summary>
    public static string Statement(string language, string topic, string controller) =>
        Filled(WebUtility.HtmlDecode(Words(language).Statement.Value), ("topic", topic), ("controller", controller));

    private static StarterTexts Words(string language) => Known.Find(language)!.Texts<StarterTexts>();

    private static string Filled(string text, params ReadOnlySpan<(string Gap, string Value)> values)
    {
        foreach (var (gap, value) in values)
            text = text.Replace($"%{gap}%", value, StringComparison.Ordinal);
        return text;
    }
}
