using System.CommandLine;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Cli.Staff;

/// <summary>
/// The commands <c>staff …</c>: manage who may sign in to the console, for an operator with access to the machine.
/// </summary>
internal static class StaffCommands
{
    /// <summary>One staff account as JSON.</summary>
    private sealed record Account(
        string Email,
        string Role,
        bool CanSignIn,
        bool SecondFactor,
        DateTimeOffset? DismissedAt
    );

    /// <summary>An account and its link, as JSON.</summary>
    private sealed record Link(string Email, string? Url);

    public static CommandList AddStaffCommands(this CommandList tree)
    {
        var email = new Option<string>("--email")
        {
            Description = "Whose account; - reads the address from standard input.",
            HelpName = "A",
            Required = true,
        };
        var role = new Option<string>("--role")
        {
            Description = "What the account may do.",
            HelpName = string.Join('|', WireName.All<StaffRole>()),
            Required = true,
        };
        role.AcceptOnlyFromAmong([.. WireName.All<StaffRole>()]);
        var mail = new Option<bool>("--mail") { Description = "Email the link instead of printing it." };
        return tree.Group("staff", "Accounts of the staff console.")
            .Add(
                "staff add",
                new CenterCommand(
                    "add",
                    "Adds an account and prints a link to choose its password. It works once, for three days.",
                    "staff add --email ada@example.org --role privacy"
                )
                {
                    email,
                    role,
                    mail,
                },
                call =>
                    WithLinkAsync(
                        call,
                        email,
                        mail,
                        (accounts, address, by, link) =>
                            accounts.InviteAsync(
                                address,
                                WireName.Parse<StaffRole>(call.Value(role))!.Value,
                                call.Service<Site>().DefaultLanguage,
                                by,
                                link
                            )
                    )
            )
            .Add(
                "staff reset",
                new CenterCommand(
                    "reset",
                    "Voids the password and second factor, ends all sessions, and prints a link to choose a new password.",
                    "staff reset --email ada@example.org"
                )
                {
                    email,
                    mail,
                },
                call =>
                    WithLinkAsync(
                        call,
                        email,
                        mail,
                        (accounts, address, by, link) =>
                            accounts.Find(address) is { } id
                                ? accounts.ResetAsync(id, by, link)
                                : Task.FromResult(StaffRefusal.Unknown)
                    )
            )
            .Add(
                "staff dismiss",
                new CenterCommand(
                    "dismiss",
                    "Ends all sessions of an account immediately and deactivates it permanently.",
                    "staff dismiss --email ada@example.org"
                )
                {
                    email,
                },
                call => DismissAsync(call, email)
            )
            .Add(
                "staff list",
                new CenterCommand(
                    "list",
                    "Lists the accounts: address, role, and whether it can sign in.",
                    "staff list"
                ),
                call => Task.FromResult(List(call)),
                CommandNeeds.Database
            );
    }

    private static async Task<int> WithLinkAsync(
        CommandCall call,
        Option<string> email,
        Option<bool> mail,
        Func<StaffAccounts, EmailAddress, StaffBy, byte[]?, Task<StaffRefusal>> work
    )
    {
        if (Address(call, email) is not { } address)
            return call.Terminal.Refuse("That is no email address.");
        var token = call.Value(mail) ? null : MailedToken.New();
        var refusal = await call.AsOperatorAsync(
            (actor, _) =>
                work(
                    call.Service<StaffAccounts>(),
                    address,
                    new StaffBy(actor, Channel.Command),
                    token is null ? null : MailedToken.HashOf(token)
                )
        );
        if (Explain(refusal) is { } why)
            return call.Terminal.Refuse(why);
        var url = token is null
            ? null
            : $"{call.Service<Site>().PublicUrl.AbsoluteUri.TrimEnd('/')}/staff/link/{token}";
        if (call.Json)
            call.Terminal.WriteJson(new Link(address.Typed, url));
        else
            call.Terminal.Out.WriteLine(url ?? $"an email with the link goes to {address.Typed}");
        return ExitCode.Done;
    }

    private static async Task<int> DismissAsync(CommandCall call, Option<string> email)
    {
        if (Address(call, email) is not { } address)
            return call.Terminal.Refuse("That is no email address.");
        var refusal = await call.AsOperatorAsync(
            (actor, _) =>
                call.Service<StaffAccounts>() is var accounts && accounts.Find(address) is { } id
                    ? accounts.DismissAsync(id, new StaffBy(actor, Channel.Command))
                    : Task.FromResult(StaffRefusal.Unknown)
        );
        if (Explain(refusal) is { } why)
            return call.Terminal.Refuse(why);
        if (call.Json)
            call.Terminal.WriteJson(new Link(address.Typed, null));
        else
            call.Terminal.Out.WriteLine($"{address.Typed} can sign in no more");
        return ExitCode.Done;
    }

    private static int List(CommandCall call)
    {
        foreach (
            var account in call.Service<StaffAccounts>()
                .List()
                .Where(a => a.Address is not null)
                .Select(a => new Account(a.Address!, WireName.Of(a.Role), a.CanSignIn, a.SecondFactor, a.DismissedAt))
        )
            if (call.Json)
                call.Terminal.WriteJson(account);
            else
                call.Terminal.Out.WriteLine($"{account.Email}\t{account.Role}\t{StateOf(account)}");
        return ExitCode.Done;
    }

    private static string StateOf(Account account) =>
        account switch
        {
            { DismissedAt: { } at } => Invariant($"dismissed {at:yyyy-MM-dd}"),
            { CanSignIn: false } => "has not chosen a password",
            { SecondFactor: true } => "signs in with a second factor",
            _ => "signs in with a password",
        };

    private static EmailAddress? Address(CommandCall call, Option<string> email) =>
        EmailAddress.TryParse(call.Value(email) is "-" ? call.Terminal.Lines().FirstOrDefault() : call.Value(email));

    private static string? Explain(StaffRefusal refusal) =>
        refusal switch
        {
            StaffRefusal.None => null,
            StaffRefusal.Known =>
                "There is an account with that address already, or was: one that was dismissed does not return.",
            StaffRefusal.LastOwner => "That is the last owner: make another one first.",
            _ => "Nobody of the staff has that address.",
        };
}
