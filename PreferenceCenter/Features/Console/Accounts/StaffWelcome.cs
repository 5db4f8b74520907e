using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Settings <c>Staff:Owner:</c>: the first owner, used while there is no staff account.</summary>
/// <param name="PrintsLink">Whether a start without accounts prints the link of the first owner. Standard output that is
/// no terminal is often kept in a journal, which others read.</param>
internal sealed record FirstOwnerSettings(EmailAddress? Address, string? Password, bool PrintsLink = true)
{
    public static FirstOwnerSettings Read(SettingReader read)
    {
        var (typed, password) = (read.Text("Staff:Owner:Email"), read.Secret("Staff:Owner:Password"));
        var address = EmailAddress.TryParseNew(typed);
        if (typed is not null && address is null)
            read.Fault("Staff:Owner:Email", $"'{typed}' is no mail address");
        if (typed is not null && password is null)
            read.Fault("Staff:Owner:Password", "is missing: the password that the first owner signs in with");
        if (password is not null && typed is null)
            read.Fault("Staff:Owner:Email", "is missing: whose password Staff:Owner:Password is");
        // The fault never names the password, because faults go to the log.
        if (password is not null && password.Length is < StaffPasswords.Shortest or > StaffPasswords.Longest)
            read.Fault(
                "Staff:Owner:Password",
                $"has not between {StaffPasswords.Shortest} and {StaffPasswords.Longest} characters"
            );
        else if (password is not null && GuessablePasswords.Include(password, read.Text("Site:Name"), address?.Typed))
            read.Fault("Staff:Owner:Password", "is easily guessed: take a sentence, or what a password manager makes");
        // systemd names the stream that it keeps.
        return new FirstOwnerSettings(
            address,
            password,
            read.Flag(
                "Staff:Owner:PrintLink",
                Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not { Length: > 0 }
            )
        );
    }
}

/// <summary>
/// Creates the first accounts at a start: the first owner if there is no account, and in Development the accounts of
/// the demo.
/// </summary>
internal sealed class StaffWelcome(StaffOnboarding onboarding, FirstOwnerSettings first, Site site)
{
    private const string DemoDomain = "example.com";

    private string Console => site.PublicUrl.AbsoluteUri.TrimEnd('/') + "/staff";

    /// <param name="demo">
    /// Whether the database is the one of the demo. Then each role has an account, and all share a password made at
    /// this start.
    /// </param>
    public async Task GreetAsync(TextWriter output, bool demo, CancellationToken cancel)
    {
        if (demo && first.Address is null && await PutDemoAsync() is { } password)
        {
            // The words and blanks of this line are fixed: other programs read it.
            await output.WriteLineAsync($"Staff console: {Console}  owner@{DemoDomain}  {password}");
            foreach (var role in StaffRoles.All.Where(role => role != StaffRole.Owner))
                await output.WriteLineAsync($"               {Console}  {AddressOf(role)}  {password}");
        }
        else if (onboarding.HasNobody())
            await MakeFirstAsync(output);
        else if (!site.IsSetUp)
            await output.WriteLineAsync($"Not set up yet: an owner signs in and goes on at {Console}/setup");
        await output.FlushAsync(cancel);
    }

    private async Task MakeFirstAsync(TextWriter output)
    {
        if (first is { Address: { } address, Password: { } chosen })
        {
            await onboarding.MakeFirstAsync(site.DefaultLanguage, (address, StaffPasswords.Hash(chosen)), null);
            return;
        }
        if (!first.PrintsLink)
        {
            await output.WriteLineAsync(
                "Nobody can sign in yet. The link of the first owner is not written to a journal: run 'staff add --email A --role owner' on this machine."
            );
            return;
        }
        // Checked without EF Core, which most starts then never load.
        if (onboarding.IsAwaited())
            return;
        var token = MailedToken.New();
        if (await onboarding.MakeFirstAsync(site.DefaultLanguage, null, MailedToken.HashOf(token)))
            await output.WriteLineAsync(
                $"Nobody can sign in yet. The first owner does so once, within three days, at {Console}/link/{token}"
            );
    }

    private static string AddressOf(StaffRole role) => $"{WireName.Of(role)}@{DemoDomain}";

    private async Task<string?> PutDemoAsync()
    {
        if (onboarding.HasOthersThan(DemoDomain))
            return null;
        var password = StaffPasswords.Make();
        var hash = StaffPasswords.Hash(password);
        foreach (var role in StaffRoles.All)
            await onboarding.PutAsync(EmailAddress.TryParse(AddressOf(role))!, role, hash, DemoId.New());
        return password;
    }
}
