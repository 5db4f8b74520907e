using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// Gives the demo a past beyond its subscribers' choices, so that the console has something to show: accounts, privacy
/// requests of a year, recipients, failed emails, and ninety days of the forms. It is made once, by the services that
/// real life uses, and no email is sent.
/// </summary>
internal sealed class DemoPast(
    IServiceProvider center,
    Database database,
    ChangeWriter writer,
    LedgerNames names,
    CatalogueCache catalogue,
    DispatchPause pause,
    Site site,
    TimeProvider clock
)
{
    /// <summary>Whether there is such a past, or one that was interrupted.</summary>
    public bool IsHere()
    {
        using var context = database.CreateContext();
        return context.Requests.Any(r => r.Id >= DemoId.First && r.Id <= DemoId.Last);
    }

    public async Task SeedAsync(CancellationToken cancel)
    {
        if (IsHere())
            return;
        using var quiet = await pause.HoldAsync(cancel);
        using var outbox = new DemoOutbox(database);
        var (end, known, controller) = (
            clock.GetUtcNow(),
            catalogue.Refresh(),
            await names.ControllerAsync(site.Controller)
        );
        await new DemoSignUps(database, writer, known, controller, outbox).SeedAsync(end, cancel);

        var past = new DemoClock();
        var staff = new DemoStaff(database, writer, past);
        var authorizer = ActivatorUtilities.CreateInstance<StaffAuthorizer>(center, past);
        var upkeep = new DemoUpkeep(center, past, staff, authorizer, outbox, end);
        past.Plan(
            end.AddDays(-365),
            async () =>
            {
                await staff.SignInAsync(end);
                await upkeep.AddRecipientsAsync();
                new DemoDesk(center, known, controller, past, staff, authorizer, upkeep).Plan(end);
            }
        );
        await past.RunAsync(end, cancel);
        // What was queued in the last minutes.
        outbox.Settle(end);
    }
}
