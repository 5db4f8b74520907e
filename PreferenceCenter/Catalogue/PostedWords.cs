using System.Globalization;
using Microsoft.Extensions.Primitives;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// The versions of the wordings that a page showed, as its form posts them in the field <c>words</c>:
/// <c>news:12 tracking=7 site=3</c>. What is agreed to is recorded with the wording that was shown.
/// </summary>
internal sealed class PostedWords(StringValues posted, CatalogueSnapshot catalogue)
{
    /// <summary>Name of the form's field.</summary>
    public const string Field = "words";

    private const string SiteEntry = "site";
    private static readonly (long Aspect, string Name)[] Permissions =
    [
        (Aspect.Tracking, "tracking"),
        (Aspect.Profiling, "profiling"),
    ];
    private readonly string[] entries =
    [
        .. posted.OfType<string>().SelectMany(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>Whether the form says anything of wordings: another program's form may not.</summary>
    public bool AreGiven => posted.Count > 0;

    /// <summary>Whether the page showed the wording in force, and no other, of a topic or permission.</summary>
    public bool HasPresent(long aspect) =>
        IsOnly(
            entries.Where(e =>
                e.LastIndexOfAny([':', '=']) is > 0 and var mark && AspectOf(e[..mark], e[mark]) == aspect
            ),
            catalogue.Notices.GetValueOrDefault(aspect)?.Number
        );

    /// <summary>
    /// Whether a page that asked for these consents showed the wordings in force. A form that says nothing of them counts
    /// if none was published since the question was asked: then the page can have shown no other.
    /// </summary>
    public bool HavePresent(IEnumerable<(long Aspect, DateTimeOffset AskedAt)> asked) =>
        asked.All(a =>
            (
                catalogue.StatementOf(a.Aspect) is not { } words
                || (AreGiven ? HasPresent(a.Aspect) : words.PublishedAt <= a.AskedAt)
            ) && (catalogue.SiteNotice is not { } site || (AreGiven ? HasSite(site) : site.PublishedAt <= a.AskedAt))
        );

    /// <summary>The field's value for a page that shows the wordings in force of these aspects.</summary>
    public static string Of(CatalogueSnapshot catalogue, IEnumerable<long> aspects) =>
        string.Join(
            ' ',
            aspects
                .Distinct()
                .Select(aspect =>
                    catalogue.StatementOf(aspect) is not { } words ? null
                    : catalogue.ByNumber.TryGetValue(aspect, out var topic) ? Invariant($"{topic.Key}:{words.Number}")
                    : Invariant($"{Permissions.Single(p => p.Aspect == aspect).Name}={words.Number}")
                )
                .Append(catalogue.SiteNotice is { } site ? Invariant($"{SiteEntry}={site.Number}") : null)
                .OfType<string>()
        );

    private bool HasSite(NoticeInfo site) =>
        IsOnly(entries.Where(e => e.StartsWith(SiteEntry + "=", StringComparison.Ordinal)), site.Number);

    private static bool IsOnly(IEnumerable<string> entries, int? number)
    {
        var numbers = entries.Select(e => e[(e.LastIndexOfAny([':', '=']) + 1)..]).ToList();
        return numbers.Count > 0 && numbers.All(n => n == number?.ToString(CultureInfo.InvariantCulture));
    }

    // An entry is topic:number, or tracking=number.
    private long? AspectOf(string name, char separator) =>
        separator == ':'
            ? catalogue.ByKey.GetValueOrDefault(name)?.Number
            : Permissions.Where(p => p.Name == name).Select(p => (long?)p.Aspect).FirstOrDefault();
}
