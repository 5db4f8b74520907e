using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Finds the forms that are published and not shown: their address answers 404, for example since a topic was closed.</summary>
internal sealed class HiddenForms(CatalogueCache catalogue, FormIsShown isShown)
{
    /// <summary>In the order of their keys.</summary>
    public IReadOnlyList<FormInfo> Find()
    {
        catalogue.RefreshIfChanged();
        return
        [
            .. catalogue
                .Current.Forms.Values.Where(f => f.Published && !isShown(f.Key))
                .OrderBy(f => f.Key, StringComparer.Ordinal),
        ];
    }
}
