using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Finds whether the account has few recovery codes left, for the home page.</summary>
internal sealed class RecoveryCodesWaiting(StaffAuthorizer staff, Database database)
    : ConsoleService(staff),
        IWaitingSource
{
    public string Policy => StaffPolicies.UseConsole;

    public async Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        var who = Demand(ticket, Policy);
        await using var context = await database.CreateContextAsync();
        return
            await StaffStore.CountCodesAsync(context, who.Ticket.Account, cancel) is { } left
            && left <= StaffStore.FewCodes
            ? new WaitingItems(
                [
                    new WaitingItem(
                        Icons.Material.Outlined.Key,
                        frame
                            .Language.Texts<StaffTexts>()
                            .RecoveryLeft.With(Markup.Of(left.ToString(frame.Language.Culture))),
                        StaffPaths.Account,
                        frame.Language.Texts<ConsoleTexts>().Account
                    ),
                ],
                1
            )
            : WaitingItems.None;
    }
}
