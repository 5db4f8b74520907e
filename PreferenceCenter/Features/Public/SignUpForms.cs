using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public;

/// <summary>
/// Finds the forms that may be shown, and the languages that each is complete in: published, and without errors in the
/// current catalogue. All other forms answer "not found"; a language that lacks a text hides itself alone.
/// </summary>
internal sealed class SignUpForms(Site site)
{
    /// <summary>Key of the form at <c>/subscribe</c>.</summary>
    public const string Default = "default";

    private readonly ConditionalWeakTable<CatalogueSnapshot, ConcurrentDictionary<string, string[]>> complete = [];

    public static string PathOf(FormInfo form) => form.Key == Default ? "/subscribe" : "/subscribe/" + form.Key;

    public FormInfo? Find(CatalogueSnapshot catalogue, string key) =>
        catalogue.Forms.GetValueOrDefault(key) is { Published: true } form && LanguagesOf(catalogue, form).Count > 0
            ? form
            : null;

    /// <summary>The languages of the site in which the form asks for a valid consent, in the site's order.</summary>
    public IReadOnlyList<string> LanguagesOf(CatalogueSnapshot catalogue, FormInfo form) =>
        complete.GetOrCreateValue(catalogue).GetOrAdd(form.Key, _ => Complete(catalogue, form));

    // Rules that work from a word list keep a form from being published, but do not take down a published one.
    private string[] Complete(CatalogueSnapshot catalogue, FormInfo form)
    {
        var faults = new ConsentLint(catalogue, site)
            .OfForm(form.Key, form.Definition)
            .Where(fault => fault.Rule is not (ConsentRule.Guilt or ConsentRule.Explicit))
            .ToList();
        return faults.Any(fault => fault.Language is null)
            ? []
            : [.. site.Languages.Except(faults.Select(fault => fault.Language!))];
    }
}
