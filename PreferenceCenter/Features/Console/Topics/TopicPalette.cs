using MudBlazor;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Finds topics for the palette by their names and keys, new ones too.</summary>
internal sealed class TopicPalette(TopicsService topics) : IPaletteSource
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
            .. (await topics.BoardAsync(ticket, frame.Language.Code, cancel))
                .Topics.Where(t => PaletteSearch.Fits($"{t.Name} {t.Key}", typed, frame.Language.Culture))
                .Take(Most)
                .Select(t => new PaletteEntry(
                    PaletteGroup.Found,
                    Icons.Material.Outlined.Topic,
                    Markup.Of(t.Name),
                    $"/staff/topics/{t.Key}",
                    Markup.Of(t.Key)
                )),
        ];
}
