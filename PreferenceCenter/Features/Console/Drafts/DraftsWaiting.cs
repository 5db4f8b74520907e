using Microsoft.EntityFrameworkCore;
using MudBlazor;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>Finds drafts that were not published at the time set, for the home page.</summary>
internal sealed class DraftsWaiting(StaffAuthorizer staff, Database database) : ConsoleService(staff), IWaitingSource
{
    private const int Shown = 5;

    public string Policy => StaffPolicies.ManageCatalogue;

    public async Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        var texts = frame.Language.Texts<DraftTexts>();
        await using var context = await database.CreateContextAsync();
        var drafts = await context.CatalogueDrafts.AsNoTracking().Where(d => d.Missed != null).ToListAsync(cancel);
        return new WaitingItems(
            [
                .. drafts
                    .OrderBy(d => d.EditedAt)
                    .Take(Shown)
                    .Select(d => new WaitingItem(
                        Icons.Material.Outlined.EventBusy,
                        texts.MissedDraft.With(Markup.Of(d.Key)),
                        PathOf(d),
                        texts.SeeWhy
                    )
                    {
                        When = frame.Time.Moment(MissedPublish.Parse(d.Missed)!.At),
                        WhenLook = "late",
                    }),
            ],
            drafts.Count
        );
    }

    private static string PathOf(CatalogueDraftRow draft) =>
        draft.Kind switch
        {
            DraftKind.Topic => $"/staff/topics/{draft.Key}",
            DraftKind.Notice => $"/staff/notices/{draft.Key}",
            DraftKind.Form => $"/staff/forms/{draft.Key}",
            DraftKind.Translation => $"/staff/translations/{draft.Key}",
            _ => throw new ArgumentOutOfRangeException(nameof(draft), draft.Kind, null),
        };
}
