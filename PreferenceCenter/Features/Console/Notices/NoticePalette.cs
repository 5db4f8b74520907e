using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Finds notices for the palette, by what they are called.</summary>
internal sealed class NoticePalette(NoticesService notices) : IPaletteSource
{
    private const int Most = 5;

    public string Policy => StaffPolicies.ReadCatalogue;

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    )
    {
        var texts = frame.Language.Texts<NoticesTexts>();
        return
        [
            .. (await notices.ListAsync(ticket, frame.Language.Code, cancel))
                .Where(line =>
                    line.Key.Contains(typed, StringComparison.OrdinalIgnoreCase)
                    || (line.Topic ?? texts.NameOf(line.Key, null).Value).Contains(
                        typed,
                        StringComparison.CurrentCultureIgnoreCase
                    )
                )
                .Take(Most)
                .Select(line => new PaletteEntry(
                    PaletteGroup.Found,
                    Icons.Material.Outlined.FactCheck,
                    texts.NameOf(line.Key, line.Topic),
                    $"/staff/notices/{line.Key}",
                    texts.Title
                )),
        ];
    }
}
