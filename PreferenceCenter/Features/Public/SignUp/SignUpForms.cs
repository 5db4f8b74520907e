using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// The forms that may be shown: published, and sound as things stand now. What is neither is not there.
/// </summary>
internal sealed class SignUpForms(Site site)
{
    /// <summary>The form of <c>/subscribe</c>.</summary>
    public const string Default = "default";

    private readonly ConditionalWeakTable<CatalogueSnapshot, ConcurrentDictionary<string, bool>> sound = [];

    public FormInfo? Find(CatalogueSnapshot catalogue, string key) =>
        catalogue.Forms.GetValueOrDefault(key) is { Published: true } form && IsSound(catalogue, form) ? form : null;

    // A word that a list takes for guilt keeps a form from being published, not people from one that was.
    private bool IsSound(CatalogueSnapshot catalogue, FormInfo form) =>
        sound
            .GetOrCreateValue(catalogue)
            .GetOrAdd(
                form.Key,
                _ => !new ConsentLint(catalogue, site).OfForm(form.Key, form.Definition).Any(u => u.Rule != "guilt")
            );
}
