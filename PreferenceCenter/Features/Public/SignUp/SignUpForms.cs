using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// Finds the forms that may be shown: published, and without errors in the current catalogue. All other forms answer
/// "not found".
/// </summary>
internal sealed class SignUpForms(Site site)
{
    /// <summary>Key of the form at <c>/subscribe</c>.</summary>
    public const string Default = "default";

    private readonly ConditionalWeakTable<CatalogueSnapshot, ConcurrentDictionary<string, bool>> sound = [];

    public FormInfo? Find(CatalogueSnapshot catalogue, string key) =>
        catalogue.Forms.GetValueOrDefault(key) is { Published: true } form && IsSound(catalogue, form) ? form : null;

    // The "guilt" rule works from a word list. It keeps a form from being published, but does not take down a published
    // one.
    private bool IsSound(CatalogueSnapshot catalogue, FormInfo form) =>
        sound
            .GetOrCreateValue(catalogue)
            .GetOrAdd(
                form.Key,
                _ =>
                    !new ConsentLint(catalogue, site)
                        .OfForm(form.Key, form.Definition)
                        .Any(u => u.Rule != ConsentRule.Guilt)
            );
}
