using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// The accounts of the demo, one a role, as they worked in the past year: each by a sign-in that is over when the demo is
/// there. They get a password at the start of the server.
/// </summary>
internal sealed class DemoStaff(Database database, ChangeWriter writer, DemoClock clock)
{
    private readonly Dictionary<StaffRole, (Guid Account, StaffBy By)> staff = [];

    public StaffBy By(StaffRole role) => staff[role].By;

    public Guid AccountOf(StaffRole role) => staff[role].Account;

    /// <summary>Makes the accounts that are not there yet, and signs them in.</summary>
    public async Task SignInAsync(DateTimeOffset until)
    {
        var onboarding = new StaffOnboarding(database, writer, clock);
        foreach (var role in StaffRoles.All)
        {
            var address = EmailAddress.TryParse(DemoData.AddressOf(role))!;
            await using (var context = await database.CreateContextAsync())
                if (!context.StaffAccounts.Any(a => a.NormalizedEmail == address.Key))
                    await onboarding.PutAsync(address, role, "", DemoId.New());
            staff[role] = await SignInAsync(address, until);
        }
    }

    private async Task<(Guid, StaffBy)> SignInAsync(EmailAddress address, DateTimeOffset until)
    {
        await using var context = await database.CreateContextAsync();
        var account = context.StaffAccounts.Single(a => a.NormalizedEmail == address.Key);
        var (actor, session) = (
            new Actor(ActorKind.Staff, account.ActorId),
            new StaffSessionRow
            {
                Id = RandomId.New(),
                AccountId = account.Id,
                StartedAt = clock.GetUtcNow(),
                EndsAt = until,
                Strong = true,
            }
        );
        await writer.DoAsync(
            new AdminChange<bool>(
                Act.By(actor, Channel.Staff, clock.GetUtcNow()),
                target =>
                {
                    target.StaffSessions.Add(session);
                    return AdminResult.Written(true, StaffRows.Fact(StaffAct.SignedIn, account.Id));
                }
            )
        );
        return (
            account.Id,
            new StaffBy(actor, Channel.Staff, new StaffTicket(account.Id, session.Id, account.SecurityStamp!))
        );
    }
}
