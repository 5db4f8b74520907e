using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>Finds kept templates for the palette by their names.</summary>
internal sealed class TemplatePalette(TemplatesService templates) : IPaletteSource
{
    private const int Most = 8;

    public string Policy => StaffPolicies.ManageCatalogue;

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    ) =>
        [
            .. (await templates.ListAsync(ticket, cancel))
                .Where(t => PaletteSearch.Fits(t.Key, typed, frame.Language.Culture))
                .Take(Most)
                .Select(t => new PaletteEntry(
                    PaletteGroup.Found,
                    Icons.Material.Outlined.MarkEmailRead,
                    Markup.Of(t.Key),
                    $"/staff/templates/kept/{t.Key}",
                    frame.Language.Texts<TemplatesTexts>().Title
                )),
        ];
}
