using System.Collections;
using System.Globalization;
using System.Resources;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Texts of the program: every .resx file, and the text classes of the pages.</summary>
internal static class TextClasses
{
    private const string Extension = ".resources";

    public static IReadOnlyList<string> Sets { get; } =
    [
        .. typeof(PageContext)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(Extension, StringComparison.Ordinal))
            .Select(n => n[..^Extension.Length]),
    ];

    public static IReadOnlyList<Type> OfPages { get; } =
    [
        .. Sets.Where(n =>
                !n.StartsWith("PreferenceCenter.Mail.", StringComparison.Ordinal)
                && !n.EndsWith("NoticeHeadings", StringComparison.Ordinal)
                // Keys are codes; FaultWordsTests, RuleExamplesTests and FooterKitTests read them.
                && n != typeof(PreferenceCenter.Faults.FaultWords).FullName
                && n != typeof(PreferenceCenter.Templates.Findings.TemplateWords).FullName
                && n != typeof(PreferenceCenter.Templates.Footers.FooterWords).FullName
            )
            .Select(n => typeof(PageContext).Assembly.GetType(n, throwOnError: true)!),
    ];

    public static IReadOnlyDictionary<string, string> Read(string set, string language)
    {
        // The neutral set is English; a satellite is read alone, without fallback.
        var culture = language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language);
        var found = new ResourceManager(set, typeof(PageContext).Assembly).GetResourceSet(
            culture,
            createIfNotExists: true,
            tryParents: false
        );
        return found is null
            ? new Dictionary<string, string>()
            : found.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }

    public static IReadOnlyList<string> Keys(Type texts) => [.. texts.GetProperties().Select(p => p.Name).Order()];
}
