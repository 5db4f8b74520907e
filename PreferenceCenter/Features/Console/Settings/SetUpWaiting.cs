using MudBlazor;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>Finds what remains of the first set-up, for the home page.</summary>
internal sealed class SetUpWaiting(StaffAuthorizer staff, CatalogueCache catalogue, Site site)
    : ConsoleService(staff),
        IWaitingSource
{
    public string Policy => StaffPolicies.ManageCatalogue;

    public Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        var texts = frame.Language.Texts<SetUpTexts>();
        var what =
            !site.IsSetUp ? texts.WaitsSite
            : catalogue.Current.Topics.Count == 0 ? texts.WaitsTopic
            : (Microsoft.AspNetCore.Components.MarkupString?)null;
        return Task.FromResult(
            what is { } words
                ? new WaitingItems(
                    [new WaitingItem(Icons.Material.Outlined.RocketLaunch, words, "/staff/setup", texts.Continue)],
                    1
                )
                : WaitingItems.None
        );
    }
}
