using MudBlazor;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Finds published topics without a consent statement, which nobody can join, for the home page.</summary>
internal sealed class TopicsWaiting(StaffAuthorizer staff, CatalogueCache catalogue, Site site)
    : ConsoleService(staff),
        IWaitingSource
{
    private const int Shown = 5;

    public string Policy => StaffPolicies.ManageCatalogue;

    public Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        var texts = frame.Language.Texts<TopicsTexts>();
        var without = catalogue.Current.Topics.Where(t => t.Topic.Open && t.Notice is null).ToList();
        return Task.FromResult(
            new WaitingItems(
                [
                    .. without
                        .Take(Shown)
                        .Select(topic => new WaitingItem(
                            Icons.Material.Outlined.Topic,
                            texts.NobodyCanJoin.With(
                                Markup.Of(topic.Words(frame.Language.Code, site.DefaultLanguage).Name)
                            ),
                            $"/staff/notices/{topic.Key}",
                            texts.WriteStatement
                        )),
                ],
                without.Count
            )
        );
    }
}
