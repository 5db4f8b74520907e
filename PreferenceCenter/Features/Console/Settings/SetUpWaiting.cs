using Microsoft.AspNetCore.Components;
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
        List<MarkupString> missing = [];
        if (!site.IsSetUp)
            missing.Add(texts.WaitsSite);
        if (catalogue.Current.Topics.Count == 0)
            missing.AddRange([texts.WaitsTopic, texts.WaitsFooter]);
        return Task.FromResult(
            new WaitingItems(
                [
                    .. missing.Select(what => new WaitingItem(
                        Icons.Material.Outlined.RocketLaunch,
                        what,
                        StaffPaths.SetUp,
                        texts.Continue
                    )),
                ],
                missing.Count
            )
        );
    }
}
