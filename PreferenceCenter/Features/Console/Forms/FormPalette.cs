using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Finds forms for the palette, by key and title.</summary>
internal sealed class FormPalette(FormsService forms) : IPaletteSource
{
    private const int Most = 5;

    public string Policy => StaffPolicies.ReadCatalogue;

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    ) =>
        [
            .. (await forms.ListAsync(ticket, 1, frame.Language.Code, cancel))
                .Where(line =>
                    line.Key.Contains(typed, StringComparison.OrdinalIgnoreCase)
                    || line.Title.Contains(typed, StringComparison.CurrentCultureIgnoreCase)
                )
                .Take(Most)
                .Select(line => new PaletteEntry(
                    PaletteGroup.Found,
                    Icons.Material.Outlined.DynamicForm,
                    Markup.Of(line.Title),
                    $"/staff/forms/{line.Key}",
                    frame.Language.Texts<FormsTexts>().Title
                )),
        ];
}
