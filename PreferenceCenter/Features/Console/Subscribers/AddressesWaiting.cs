using Microsoft.EntityFrameworkCore;
using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>Finds the subscribers of whom a restore left open whose the address is, for the home page.</summary>
internal sealed class AddressesWaiting(
    StaffAuthorizer staff,
    Database database,
    AddressChangeStore changes,
    TimeProvider clock
) : ConsoleService(staff), IWaitingSource
{
    private const int Shown = 5;

    public string Policy => StaffPolicies.ManagePersonalData;

    public async Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        var open = await changes.InDoubtAsync(clock.GetUtcNow());
        if (open.Count == 0)
            return WaitingItems.None;
        await using var context = await database.CreateContextAsync();
        long[] first = [.. open.Take(Shown)];
        var people = await context
            .Subscribers.Where(s => EF.Parameter(first).Contains(s.Id))
            .Select(s => new { s.PublicId, s.Address })
            .ToListAsync(cancel);
        var texts = frame.Language.Texts<SubscriberTexts>();
        return new WaitingItems(
            [
                .. people.Select(one => new WaitingItem(
                    Icons.Material.Outlined.ContactMail,
                    texts.DoubtWait,
                    $"/staff/subscribers/{one.PublicId}",
                    texts.DoubtOpen
                )
                {
                    Reference = EmailAddress.Mask(one.Address),
                }),
            ],
            open.Count
        );
    }
}
