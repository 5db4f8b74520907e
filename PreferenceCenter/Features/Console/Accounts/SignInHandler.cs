using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// Signs staff in and out. An unknown address, a wrong password and a locked account get the same answer.
/// </summary>
internal sealed partial class SignInHandler(
    StaffSelf self,
    PasskeySetup passkeys,
    KnownBrowser browsers,
    ChangeWriter writer,
    Site site,
    TimeProvider clock,
    ILogger<SignInHandler> logger
)
{
    public async Task<IResult> ShowAsync(StaffPageContext request) =>
        request.Identity is not null
            ? request.SeeOther("/staff")
            : Page.Of<SignInPage>(
                await ViewAsync(request) with
                {
                    News = request.Http.Request.Query["done"].ToString() switch
                    {
                        "password" => SignInMessage.PasswordSet,
                        "out" => SignInMessage.SignedOut,
                        _ => SignInMessage.None,
                    },
                }
            );

    public async Task<IResult> TakeAsync(StaffPageContext request)
    {
        var (typed, password, now) = (
            CleanText.Of(request.Field("email"), 320) ?? "",
            request.Field("password"),
            clock.GetUtcNow()
        );
        var address = EmailAddress.TryParse(typed);
        var who = address?.Key ?? typed;
        var attempt = new SignInAttempt("password", who, request.Network, browsers.For(request.Http, who), now);
        var turn = await writer.DoAsync(attempt);
        if (turn == SignInTurn.TooMany)
            return new TooManyResult(attempt.RetryAfter);
        var account = address is null ? null : await self.Users.FindByEmailAsync(address.Typed);
        var fits = StaffPasswords.Verify(account?.PasswordHash, password);
        if (!fits || turn == SignInTurn.Locked || account is not { DismissedAt: null })
        {
            if (turn == SignInTurn.LastChecked && account is { DismissedAt: null })
                _ = RecordLockoutAsync(account.Id, now);
            return Page.Of<SignInPage>(
                await ViewAsync(request) with
                {
                    Typed = typed,
                    Wrong = true,
                },
                StatusCodes.Status400BadRequest
            );
        }
        await writer.DoAsync(attempt.Forget());
        var returnTo = request.ReturnTo(request.Field("return"));
        if (account.TwoFactorEnabled || (await self.Users.GetPasskeysAsync(account)).Count > 0)
        {
            await StaffCookies.BeginAsync(request.Http, account, returnTo);
            return request.SeeOther("/staff/sign-in/code");
        }
        await OpenAsync(request, account, strong: false, now);
        return request.SeeOther(returnTo ?? FirstPageOf(account.Role));
    }

    public async Task<IResult> ShowCodeAsync(StaffPageContext request) =>
        await StaffCookies.HalfWayAsync(request.Http, self) is { Account: var account }
            ? Page.Of<CodePage>(await CodeViewAsync(request, account))
            : request.SeeOther(StaffRoutes.SignIn);

    public async Task<IResult> TakeCodeAsync(StaffPageContext request)
    {
        if (await StaffCookies.HalfWayAsync(request.Http, self) is not var (account, returnTo))
            return request.SeeOther(StaffRoutes.SignIn);
        var (code, now) = (
            string.Concat((CleanText.Of(request.Field("code"), 64) ?? "").Where(c => !char.IsWhiteSpace(c))),
            clock.GetUtcNow()
        );
        var attempt = new SignInAttempt(
            "code",
            $"{account.Id}",
            request.Network,
            browsers.For(request.Http, account.NormalizedEmail ?? ""),
            now
        );
        var turn = await writer.DoAsync(attempt);
        if (turn == SignInTurn.TooMany)
            return new TooManyResult(attempt.RetryAfter);
        try
        {
            if (turn != SignInTurn.Locked && await VerifyCodeAsync(account, code, now))
            {
                await OpenAsync(request, account, strong: true, now);
                await writer.DoAsync(attempt.Forget());
                return request.SeeOther(request.ReturnTo(returnTo) ?? FirstPageOf(account.Role));
            }
        }
        // The same code was used at the same moment elsewhere: the first use wins.
        catch (DbUpdateConcurrencyException) { }
        if (turn == SignInTurn.LastChecked)
            _ = RecordLockoutAsync(account.Id, now);
        return Page.Of<CodePage>(
            await CodeViewAsync(request, account) with
            {
                Wrong = true,
            },
            StatusCodes.Status400BadRequest
        );
    }

    public async Task<IResult> TakePasskeyAsync(StaffPageContext request)
    {
        var now = clock.GetUtcNow();
        var attempt = new SignInAttempt("passkey", request.Network, request.Network, null, now);
        if (await writer.DoAsync(attempt) == SignInTurn.TooMany)
            return new TooManyResult(attempt.RetryAfter);
        try
        {
            if (await passkeys.AssertAsync(request) is { DismissedAt: null } account)
            {
                var halfWay = await StaffCookies.HalfWayAsync(request.Http, self);
                await OpenAsync(request, account, strong: true, now);
                return request.SeeOther(
                    request.ReturnTo(request.Field("return"))
                        ?? request.ReturnTo(halfWay?.ReturnTo)
                        ?? FirstPageOf(account.Role)
                );
            }
        }
        catch (DbUpdateConcurrencyException) { }
        return Page.Of<SignInPage>(
            await ViewAsync(request) with
            {
                PasskeyFailed = true,
            },
            StatusCodes.Status400BadRequest
        );
    }

    public async Task<IResult> LeaveAsync(StaffPageContext request)
    {
        await self.CommitAsync(
            request.Who.Actor,
            request.Who.Ticket,
            [],
            target =>
            {
                foreach (var session in target.StaffSessions.Where(s => s.Id == request.Who.Ticket.Session))
                    target.StaffSessions.Remove(session);
            }
        );
        await request.Http.SignOutAsync(StaffSignIn.Scheme);
        return new SeeOtherResult(WithDone(request, "out"));
    }

    // Whoever comes to a site that nobody has set up is led there.
    private string FirstPageOf(StaffRole role) =>
        !site.IsSetUp && StaffPolicies.RolesOf(StaffPolicies.ManageCatalogue).Contains(role)
            ? StaffPaths.SetUp
            : StaffPaths.Home;

    private async Task OpenAsync(StaffPageContext request, StaffAccount account, bool strong, DateTimeOffset now)
    {
        await StaffCookies.OpenAsync(request.Http, self, account, strong, now);
        browsers.Remember(request.Http, account.NormalizedEmail ?? "");
    }

    public static string WithDone(StaffPageContext request, string done, string path = StaffRoutes.SignIn)
    {
        var to = request.Frame.To(path);
        return to + (to.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "done=" + done;
    }

    private async Task<bool> VerifyCodeAsync(StaffAccount account, string code, DateTimeOffset now)
    {
        if (!account.TwoFactorEnabled || code.Length != 6 || !code.All(char.IsAsciiDigit))
        {
            var redeemed =
                code.Length > 6 && (await self.Users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded;
            return redeemed;
        }
        if (
            await self.Users.GetAuthenticatorKeyAsync(account) is not { } key
            || Totp.StepOf(code, Convert.FromBase64String(key), now, account.LastCodeStep) is not { } step
        )
            return false;
        account.LastCodeStep = step;
        await self.Users.UpdateAsync(account);
        return true;
    }

    // No caller waits for it: the response time must not reveal whether the account exists.
    private async Task RecordLockoutAsync(Guid account, DateTimeOffset now)
    {
        try
        {
            await writer.DoAsync(
                new AdminLogEntry(
                    Act.By(Actor.System, Channel.System, now),
                    StaffRows.Fact(StaffAct.SignInLocked, account)
                )
            );
        }
#pragma warning disable CA1031 // The boundary of a task that nobody waits for.
        catch (Exception reason)
#pragma warning restore CA1031
        {
            LogLockoutNotRecorded(reason, account);
        }
    }

    private async Task<SignInView> ViewAsync(StaffPageContext request)
    {
        request.AllowScript();
        var asked = request.Form["return"].FirstOrDefault() ?? request.Http.Request.Query["return"].FirstOrDefault();
        return new SignInView(request.Screen(), await passkeys.AskAsync(request, null), request.ReturnTo(asked));
    }

    private async Task<CodeView> CodeViewAsync(StaffPageContext request, StaffAccount account)
    {
        request.AllowScript();
        return new CodeView(
            request.Screen(),
            (await self.Users.GetPasskeysAsync(account)).Count > 0 ? await passkeys.AskAsync(request, account) : null
        );
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Account {Account} is locked after failed sign-ins, but the audit log does not say so"
    )]
    private partial void LogLockoutNotRecorded(Exception reason, Guid account);
}
