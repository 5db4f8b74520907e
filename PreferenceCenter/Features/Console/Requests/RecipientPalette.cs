using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Finds recipients for the palette by their names and keys; all stand on one page.</summary>
internal sealed class RecipientPalette(DecisionService recipients) : IPaletteSource
{
    private const int Most = 8;

    public string Policy => StaffPolicies.ReadPersonalData;

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    ) =>
        [
            .. (await recipients.RecipientsAsync(ticket, cancel))
                .All.Where(r => PaletteSearch.Fits($"{r.Name} {r.Key}", typed, frame.Language.Culture))
                .Take(Most)
                .Select(r => new PaletteEntry(
                    PaletteGroup.Found,
                    Icons.Material.Outlined.Share,
                    Markup.Of(r.Name),
                    "/staff/recipients",
                    frame.Language.Texts<RequestsTexts>().Recipients
                )),
        ];
}
