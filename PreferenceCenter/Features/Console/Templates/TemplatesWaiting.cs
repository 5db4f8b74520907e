using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Kept;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>Finds kept templates that no mailing may go out with, for the home page.</summary>
internal sealed class TemplatesWaiting(StaffAuthorizer staff, KeptTemplates templates)
    : ConsoleService(staff),
        IWaitingSource
{
    private const int Shown = 5;

    public string Policy => StaffPolicies.ManageCatalogue;

    public async Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        var (texts, words) = (frame.Language.Texts<TemplatesTexts>(), new TemplateWords(frame.Language.Culture));
        var unsound = (await templates.ListAsync(cancel)).Where(t => !t.Passes).ToList();
        return new WaitingItems(
            [
                .. unsound
                    .Take(Shown)
                    .Select(t => new WaitingItem(
                        Icons.Material.Outlined.MarkEmailRead,
                        texts.UnsoundTemplate.With(Markup.Of(t.Key)),
                        $"/staff/templates/kept/{t.Key}",
                        texts.Open
                    )
                    {
                        Status = (
                            t.Standing == TemplateStanding.Old ? texts.Old : texts.CannotBeSent,
                            t.Standing == TemplateStanding.Old ? "wait" : "no"
                        ),
                        When = texts.Since.With(frame.Time.Day(t.Since)),
                    }),
            ],
            unsound.Count
        );
    }
}
