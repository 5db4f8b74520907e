using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Centre with one account for each role, as an operator outside Development has it.</summary>
internal sealed class StaffCenter : IAsyncDisposable
{
    public const string Password = "a sentence nobody else says";

    // Made as StaffPasswords does, but with fewer rounds; the hash names the number. Checking a full hash takes a tenth
    // of a second at each sign-in.
    public static readonly string Hash = new PasswordHasher<StaffAccount>(
        Options.Create(new PasswordHasherOptions { IterationCount = 1000 })
    ).HashPassword(null!, Password);
    private readonly Dictionary<StaffRole, byte[]> secrets = [];

    private StaffCenter(WebCenter web) => Web = web;

    public WebCenter Web { get; }

    public static Task<StaffCenter> StartAsync(params string[] settings) => StartInAsync(null, settings);

    public static async Task<StaffCenter> StartInAsync(string? directory, params string[] settings) =>
        await FilledAsync(await WebCenter.StartAsync(settings, WebCenter.WithoutCircuits, directory));

    /// <summary>A centre with staff whose settings are taken as if they stood in the settings file.</summary>
    public static async Task<StaffCenter> StartFromFileAsync() =>
        await FilledAsync(
            await WebCenter.StartAsync(adjust: services =>
            {
                WebCenter.WithoutCircuits(services);
                WebCenter.SettingsFromFile(services);
            })
        );

    /// <summary>A centre with staff and nothing else, which nobody has set up.</summary>
    public static async Task<StaffCenter> StartEmptyAsync() =>
        await FilledAsync(await WebCenter.StartEmptyAsync(WebCenter.NothingSaid, WebCenter.WithoutCircuits));

    private static async Task<StaffCenter> FilledAsync(WebCenter web)
    {
        var center = new StaffCenter(web);
        foreach (var role in StaffRoles.All)
            Assert.True(
                await center.Web.Get<StaffOnboarding>().PutAsync(EmailAddress.TryParse(AddressOf(role))!, role, Hash)
            );
        return center;
    }

    public static string AddressOf(StaffRole role) => $"{WireName.Of(role)}@people.example";

    public StaffBrowser NewBrowser() => new(Web.Browser);

    public StaffLine Account(StaffRole role) =>
        Web.Get<StaffAccounts>().List().Single(a => a.Address == AddressOf(role));

    public static async Task<Answer> TryAsync(StaffBrowser browser, string address, string password = Password) =>
        await browser.PostAsync(
            await browser.GetAsync("/staff/sign-in"),
            "/staff/sign-in",
            ("email", address),
            ("password", password)
        );

    /// <summary>Signs in with everything the role requires.</summary>
    public async Task<StaffBrowser> SignInAsync(StaffRole role)
    {
        var browser = NewBrowser();
        var answer = await TryAsync(browser, AddressOf(role));
        if (answer.Location == "/staff/sign-in/code")
        {
            Web.Clock.Advance(TimeSpan.FromSeconds(30));
            answer = await CodeAsync(browser, CodeOf(role));
        }
        Assert.Equal((303, "/staff"), (answer.Status, answer.Location));
        if (role.NeedsSecondFactor() && !secrets.ContainsKey(role))
            await SetUpAppAsync(browser, role);
        return browser;
    }

    public static async Task<Answer> CodeAsync(StaffBrowser browser, string code) =>
        await browser.PostAsync(await browser.GetAsync("/staff/sign-in/code"), "/staff/sign-in/code", ("code", code));

    /// <returns>The recovery codes.</returns>
    public async Task<string[]> SetUpAppAsync(StaffBrowser browser, StaffRole role)
    {
        var offer = await browser.GetAsync("/staff/account/app");
        secrets[role] = FromBase32(offer.Page.QuerySelector("code")!.TextContent);
        var done = await browser.PostAsync(offer, "/staff/account/app", ("code", CodeOf(role)));
        Assert.Equal(200, done.Status);
        return [.. done.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent)];
    }

    /// <summary>The ticket of an open console page of a signed-in browser.</summary>
    public StaffTicket TicketOf(StaffRole role)
    {
        using var context = Web.Get<PreferenceCenter.Data.Database>().CreateContext();
        var account = context.StaffAccounts.Single(a => a.Role == role);
        return new StaffTicket(
            account.Id,
            context.StaffSessions.First(s => s.AccountId == account.Id).Id,
            account.SecurityStamp!
        );
    }

    /// <summary>Somebody of this role with a sign-in that holds everything, without a browser.</summary>
    public StaffIdentity SignedInFor(StaffRole role, DateTimeOffset until) => SignedInFor(AddressOf(role), until);

    public StaffIdentity SignedInFor(string address, DateTimeOffset until)
    {
        using var context = Web.Get<PreferenceCenter.Data.Database>().CreateContext();
        var account = context.StaffAccounts.Single(a => a.Email == address);
        var session = new StaffSessionRow
        {
            Id = RandomId.New(),
            AccountId = account.Id,
            StartedAt = Web.Now,
            EndsAt = until,
            Strong = true,
        };
        context.StaffSessions.Add(session);
        context.SaveChanges();
        var ticket = new StaffTicket(account.Id, session.Id, account.SecurityStamp!);
        return Web.Get<StaffAuthorizer>().Demand(ticket, StaffPolicies.UseConsole);
    }

    public string CodeOf(StaffRole role) => Totp.CodeAt(Web.Now, secrets[role]);

    /// <summary>The acts in the log, in order: actor and act.</summary>
    public IReadOnlyList<StaffAct> Acts()
    {
        using var raw = Web.Stored.Raw();
        return
        [
            .. raw.Rows(
                    $"""SELECT "Value" FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.StaffAccountChanged} ORDER BY "Position" """
                )
                .Select(r => (StaffAct)Convert.ToByte(r[0], null)),
        ];
    }

    public static byte[] FromBase32(string text)
    {
        var bits = new StringBuilder();
        foreach (var c in text.Where(char.IsLetterOrDigit))
            bits.Append(Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0'));
        return [.. bits.ToString().Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
