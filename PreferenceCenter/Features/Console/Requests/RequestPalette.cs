using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Finds a request for the palette by its reference.</summary>
internal sealed class RequestPalette(RequestsService requests) : IPaletteSource
{
    public string Policy => StaffPolicies.ReadPersonalData;

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    )
    {
        var number = RequestNumber.Parse(typed);
        if (
            (number is null && PrivacyRequestReference.Parse(typed) is null)
            || await requests.FindAsync(ticket, typed, cancel) is not { } reference
        )
            return [];
        return
        [
            new PaletteEntry(
                PaletteGroup.Found,
                Icons.Material.Outlined.Inbox,
                Markup.Of(number is { } known ? RequestNumber.Text(known) : typed),
                $"/staff/requests/{reference}",
                frame.Language.Texts<RequestsTexts>().Title
            ),
        ];
    }
}
