using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests what becomes of open pages when an account or its role changes.</summary>
public sealed class StaffRoleTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    public async Task An_owner_with_a_password_alone_reaches_the_set_up_and_nothing_more_until_it_is_done()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        await StaffCenter.TryAsync(browser, StaffCenter.AddressOf(StaffRole.Owner));
        Assert.Equal("/staff/account", (await browser.GetAsync("/staff")).Location);
        Assert.Equal("/staff/account", (await browser.GetAsync("/staff/accounts")).Location);
        Assert.Contains("second factor", (await browser.GetAsync("/staff/account")).Text, StringComparison.Ordinal);
        await center.SetUpAppAsync(browser, StaffRole.Owner);
        Assert.Equal(200, (await browser.GetAsync("/staff/accounts")).Status);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "SEC-18")]
    public async Task Whoever_is_dismissed_or_gets_another_role_can_do_nothing_more_with_what_is_open()
    {
        await using var center = await StaffCenter.StartAsync();
        var (owner, marketer, auditor) = (
            await center.SignInAsync(StaffRole.Owner),
            await center.SignInAsync(StaffRole.Marketing),
            await center.SignInAsync(StaffRole.Auditor)
        );
        var open = center.Web.Get<StaffAuthorizer>();
        var circuit = center.TicketOf(StaffRole.Marketing);
        Assert.Equal(StaffRole.Marketing, open.Demand(circuit, StaffPolicies.UseConsole).Role);
        Assert.Throws<UnauthorizedAccessException>(() => open.Demand(circuit, StaffPolicies.ManageAccounts));

        var path = $"/staff/accounts/{center.Account(StaffRole.Marketing).Id}";
        Assert.Equal(400, (await owner.PostAsync(await owner.GetAsync(path), path + "/dismiss")).Status);
        Assert.Equal(200, (await marketer.GetAsync("/staff")).Status);
        Assert.Equal(
            303,
            (await owner.PostAsync(await owner.GetAsync(path), path + "/dismiss", ("sure", "yes"))).Status
        );
        Assert.Equal(303, (await marketer.GetAsync("/staff")).Status);
        Assert.Throws<UnauthorizedAccessException>(() => open.Demand(circuit, StaffPolicies.UseConsole));
        Assert.Equal(
            400,
            (await StaffCenter.TryAsync(center.NewBrowser(), StaffCenter.AddressOf(StaffRole.Marketing))).Status
        );

        path = $"/staff/accounts/{center.Account(StaffRole.Auditor).Id}";
        await owner.PostAsync(await owner.GetAsync(path), path + "/role", ("role", "marketing"));
        Assert.Equal(303, (await auditor.GetAsync("/staff")).Status);
        Assert.Equal([StaffAct.Dismissed, StaffAct.RoleChanged], center.Acts().TakeLast(2));
    }

    // A change waits for the writer, and for other nodes.
    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    [Trait("Requirement", "SEC-18")]
    public async Task What_was_permitted_before_a_dismissal_and_is_written_after_it_changes_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        var who = center.SignedInFor(StaffRole.Owner, center.Web.Now.AddHours(1));
        await center
            .Web.Get<StaffOnboarding>()
            .PutAsync(EmailAddress.TryParse("other@people.example")!, StaffRole.Owner, StaffCenter.Hash);
        var act = center.Web.Get<StaffAuthorizer>().Permit(who.By, StaffPolicies.ManageAccounts);
        await center.Web.Get<StaffAccounts>().DismissAsync(who.Ticket.Account, StaffBy.System);
        var before = center.Web.Rows();
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            center
                .Web.Get<ChangeWriter>()
                .DoAsync(
                    new AdminChange<bool>(
                        act,
                        context =>
                        {
                            context.Add(Guid.CreateVersion7(act.At), null, StaffRole.Owner, "en", act.At);
                            return AdminResult.Written(true);
                        }
                    )
                )
        );
        Assert.Equal(before, center.Web.Rows());
    }

    // A form may be sent slowly, and its request is authorized when it begins.
    [DatabaseFact]
    [Trait("Requirement", "SEC-05")]
    public async Task A_sign_in_that_ended_meanwhile_changes_nothing_of_its_account()
    {
        await using var center = await StaffCenter.StartAsync();
        var who = center.SignedInFor(StaffRole.Marketing, center.Web.Now.AddHours(1));
        var accounts = center.Web.Get<StaffAccounts>();
        await CommitAsync();
        Assert.True(accounts.List().Single(a => a.Id == who.Ticket.Account).CanSignIn);
        await accounts.ResetAsync(who.Ticket.Account, StaffBy.System);
        var acts = center.Acts().Count;
        await Assert.ThrowsAsync<UnauthorizedAccessException>(CommitAsync);
        Assert.False(accounts.List().Single(a => a.Id == who.Ticket.Account).CanSignIn);
        Assert.Equal(acts, center.Acts().Count);

        async Task CommitAsync()
        {
            await using var scope = center.Web.Services.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<StaffSelf>()
                .CommitAsync(
                    who.Actor,
                    who.Ticket,
                    [StaffRows.Fact(StaffAct.PasswordSet, who.Ticket.Account)],
                    target =>
                        target.StaffAccounts.Single(a => a.Id == who.Ticket.Account).PasswordHash = StaffCenter.Hash
                );
        }
    }

    [DatabaseFact]
    public async Task The_last_owner_stays_and_nobody_changes_themselves()
    {
        await using var center = await StaffCenter.StartAsync();
        var owner = await center.SignInAsync(StaffRole.Owner);
        var (accounts, id) = (center.Web.Get<StaffAccounts>(), center.Account(StaffRole.Owner).Id);
        Assert.Equal(StaffRefusal.LastOwner, await accounts.DismissAsync(id, StaffBy.System));
        Assert.Equal(StaffRefusal.LastOwner, await accounts.ChangeRoleAsync(id, StaffRole.Auditor, StaffBy.System));
        var path = $"/staff/accounts/{id}";
        foreach (var (act, field) in new[] { ("dismiss", ("sure", "yes")), ("role", ("role", "auditor")) })
            Assert.Equal(400, (await owner.PostAsync(await owner.GetAsync(path), $"{path}/{act}", field)).Status);
        Assert.Equal(200, (await owner.GetAsync("/staff")).Status);
        Assert.Equal(
            StaffRefusal.None,
            await accounts.ChangeRoleAsync(center.Account(StaffRole.Privacy).Id, StaffRole.Owner, StaffBy.System)
        );
        Assert.Equal(StaffRefusal.None, await accounts.DismissAsync(id, StaffBy.System));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-11")]
    public async Task A_token_shown_to_somebody_else_or_to_nobody_moves_nothing()
    {
        await using var center = await StaffCenter.StartAsync();
        var (owner, marketer) = (
            await center.SignInAsync(StaffRole.Owner),
            await center.SignInAsync(StaffRole.Marketing)
        );
        var foreign = (await marketer.GetAsync("/staff/account"))
            .Page.QuerySelector("[name=token]")!
            .GetAttribute("value")!;
        var count = center.Web.Get<StaffAccounts>().List().Count;
        foreach (var token in new[] { foreign, "", "x" })
            Assert.Equal(
                400,
                (
                    await owner.SendAsync(
                        HttpMethod.Post,
                        "/staff/accounts",
                        Browser.Encode(("token", token), ("email", "new@people.example"), ("role", "owner"))
                    )
                ).Status
            );
        Assert.Equal(count, center.Web.Get<StaffAccounts>().List().Count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_log_knows_no_address_of_the_staff_and_holds()
    {
        await using var center = await StaffCenter.StartAsync();
        await center.SignInAsync(StaffRole.Owner);
        Assert.Contains(StaffAct.SignedIn, center.Acts());
        Assert.Contains(StaffAct.SecondFactorSetUp, center.Acts());
        using var raw = center.Web.Stored.Raw();
        foreach (
            var content in raw.Rows("""SELECT "Content" FROM "Evidence" """)
                .Select(r => System.Text.Encoding.UTF8.GetString((byte[])r[0]!))
        )
            Assert.DoesNotContain("@people.example", content, StringComparison.Ordinal);
        Assert.All(
            raw.Rows($"""SELECT "Name" FROM "Actors" WHERE "Kind" = {(int)ActorKind.Staff} """),
            r => Assert.True(Guid.TryParse((string)r[0]!, out _))
        );
    }
}
