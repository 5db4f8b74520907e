using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Bundles;

/// <summary>Applies files of topics, notices and forms together: everything, or nothing.</summary>
internal sealed class BundleChanges(CatalogueCache catalogue, CataloguePublisher publisher, Site site)
{
    /// <param name="make">Makes the files for the catalogue as it is; null where there is nothing to do any more.</param>
    public Task<BundlePlan> ApplyAsync(Func<CatalogueSnapshot, CatalogueBundle?> make, StaffBy by) =>
        publisher.ApplyAsync(
            by,
            (context, at) =>
            {
                var now = catalogue.Refresh();
                return BundlePlan.Of(
                    make(now) ?? new CatalogueBundle(null, null, null),
                    context,
                    now,
                    new Publishing(by.Actor, at, site)
                );
            }
        );
}
