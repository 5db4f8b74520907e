using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>
/// Offers to find a subscriber by the exact address. It is looked for only once that is chosen, not while it is typed.
/// </summary>
internal sealed class SubscriberPalette(SubscriberService subscribers) : IPaletteSource
{
    public string Policy => StaffPolicies.ReadPersonalData;

    public Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    )
    {
        if (EmailAddress.TryParse(typed) is null)
            return Task.FromResult<IReadOnlyList<PaletteEntry>>([]);
        var texts = frame.Language.Texts<SubscriberTexts>();
        return Task.FromResult<IReadOnlyList<PaletteEntry>>([
            new PaletteEntry(
                PaletteGroup.Found,
                Icons.Material.Outlined.PersonSearch,
                Markup.Of(typed),
                null,
                texts.FindSubscriber
            )
            {
                Look = async _ =>
                    await subscribers.FindAsync(ticket, typed) is var found && found.Id is { } id
                        ? new PaletteAnswer($"/staff/subscribers/{id}")
                        : new PaletteAnswer(null, texts.Of(found)),
            },
        ]);
    }
}
