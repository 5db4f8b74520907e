using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Accounts;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the first start of a centre without any staff account.</summary>
public sealed class FirstOwnerTests
{
    private const string Owner = "first@people.example",
        Chosen = "the first sentence of all";

    private static async Task<string> GreetAsync(WebCenter center, bool demo = false)
    {
        var output = new StringWriter { NewLine = "\n" };
        await center.Get<StaffWelcome>().GreetAsync(output, demo, TestContext.Current.CancellationToken);
        return output.ToString();
    }

    [DatabaseFact]
    public async Task The_settings_make_the_first_owner_and_never_another()
    {
        await using var center = await WebCenter.StartAsync([
            $"Staff:Owner:Email={Owner}",
            $"Staff:Owner:Password={Chosen}",
        ]);
        Assert.Equal("", await GreetAsync(center));
        Assert.Equal("", await GreetAsync(center));
        var account = Assert.Single(center.Get<StaffAccounts>().List());
        Assert.Equal((Owner, StaffRole.Owner), (account.Address, account.Role));
        var browser = new StaffBrowser(center.Browser);
        Assert.Equal(
            303,
            (
                await browser.PostAsync(
                    await browser.GetAsync("/staff/sign-in"),
                    "/staff/sign-in",
                    ("email", Owner),
                    ("password", Chosen)
                )
            ).Status
        );
    }

    [DatabaseFact]
    public async Task Without_them_a_link_is_printed_once_and_makes_the_owner_once()
    {
        await using var center = await WebCenter.StartAsync();
        var path = (await GreetAsync(center)).Trim().Split(' ')[^1];
        Assert.StartsWith(WebCenter.PublicUrl + "/staff/link/", path);
        Assert.Equal("", await GreetAsync(center));
        var browser = new StaffBrowser(center.Browser);
        path = path[WebCenter.PublicUrl.Length..];
        var form = await browser.GetAsync(path);
        Assert.Equal(400, (await browser.PostAsync(form, path, ("email", "nobody"), ("password", Chosen))).Status);
        Assert.Equal(303, (await browser.PostAsync(form, path, ("email", Owner), ("password", Chosen))).Status);
        Assert.Equal(
            404,
            (await browser.PostAsync(form, path, ("email", "second@people.example"), ("password", Chosen))).Status
        );
        Assert.Equal(
            (Owner, true),
            (Assert.Single(center.Get<StaffAccounts>().List()).Address, center.Get<StaffAccounts>().List()[0].CanSignIn)
        );
        Assert.Equal("", await GreetAsync(center));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-07")]
    public async Task A_journal_gets_no_link_but_what_to_do_instead()
    {
        await using var center = await WebCenter.StartAsync(["Staff:Owner:PrintLink=false"]);
        var said = await GreetAsync(center);
        Assert.DoesNotContain("/staff/link/", said, StringComparison.Ordinal);
        Assert.Contains("staff add", said, StringComparison.Ordinal);
        Assert.Empty(center.Get<StaffAccounts>().List());
    }

    [DatabaseFact]
    public async Task A_link_that_ran_out_unused_is_followed_by_another_and_one_that_is_no_more_needed_opens_nothing()
    {
        await using var center = await WebCenter.StartAsync();
        await GreetAsync(center);
        center.Clock.Advance(TimeSpan.FromDays(3));
        var path = (await GreetAsync(center)).Trim().Split(' ')[^1];
        Assert.Equal(200, (await center.Browser.GetAsync(path)).Status);
        await center
            .Get<StaffAccounts>()
            .InviteAsync(EmailAddress.TryParse(Owner)!, StaffRole.Owner, "en", StaffBy.System);
        Assert.Equal(404, (await center.Browser.GetAsync(path)).Status);
        Assert.Equal("", await GreetAsync(center));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Several_nodes_that_start_at_once_make_one()
    {
        await using var center = await WebCenter.StartAsync();
        await using var other = await center.StartAnotherAsync();
        var said = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => GreetAsync(i % 2 == 0 ? center : other)));
        Assert.Single(said, s => s.Length > 0);
        Assert.Single(center.Get<StaffAccounts>().List());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_demo_has_an_account_a_role_with_a_password_of_this_start()
    {
        await using var center = await WebCenter.StartAsync();
        var (first, second) = (await GreetAsync(center, demo: true), await GreetAsync(center, demo: true));
        Assert.StartsWith($"Staff console: {WebCenter.PublicUrl}/staff  owner@example.com  ", first);
        Assert.NotEqual(first, second);
        Assert.Equal(4, center.Get<StaffAccounts>().List().Select(a => a.Role).Distinct().Count());
        await center
            .Get<StaffAccounts>()
            .InviteAsync(EmailAddress.TryParse("real@people.example")!, StaffRole.Owner, "en", StaffBy.System);
        // A real account exists, so the demo accounts get no new password.
        Assert.Equal("", await GreetAsync(center, demo: true));
    }
}
