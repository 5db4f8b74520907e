using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>What one puts on another site for a form: its address, and its HTML in each language in which it is complete.</summary>
internal sealed class SignUpSnippets(SignUpForms forms, AddressHasher keys, CatalogueCache catalogues, Site site)
{
    public bool IsShown(string key) => forms.Find(catalogues.Current, key) is not null;

    /// <returns>Null where the form is not shown.</returns>
    public FormSnippet? Of(string key)
    {
        var catalogue = catalogues.Current;
        if (forms.Find(catalogue, key) is not { } form)
            return null;
        var markup = new SignUpMarkup(keys, site);
        return new FormSnippet(
            site.PublicUrl.AbsoluteUri.TrimEnd('/') + SignUpForms.PathOf(form),
            forms.LanguagesOf(catalogue, form).ToDictionary(l => l, l => markup.Write(catalogue, form, l))
        );
    }
}
