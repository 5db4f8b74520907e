using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Footers;

/// <summary>Offers a test message of each topic, which the page of its footer sends.</summary>
internal sealed class FooterPalette(FootersService footers) : IPaletteSource
{
    private const int Most = 8;

    public string Policy => StaffPolicies.ManageCatalogue;

    public Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    )
    {
        var test = frame.Language.Texts<FootersTexts>().Test;
        return Task.FromResult<IReadOnlyList<PaletteEntry>>([
            .. footers
                .Topics(ticket, frame.Language.Code)
                .Where(topic => PaletteSearch.Fits($"{test} {topic.Name}", typed, frame.Language.Culture))
                .Take(Most)
                .Select(topic => new PaletteEntry(
                    PaletteGroup.Actions,
                    Icons.Material.Outlined.Send,
                    test,
                    $"/staff/topics/{topic.Key}/footer",
                    Markup.Of(topic.Name)
                )),
        ]);
    }
}
