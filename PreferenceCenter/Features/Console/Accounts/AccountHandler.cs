using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Pages of the signed-in account: password, second factors, and signing out everywhere.</summary>
internal sealed class AccountHandler(
    StaffSelf self,
    PasskeySetup passkeys,
    AuthenticatorSetup app,
    ChangeWriter writer,
    SecondFactorRule secondFactor,
    Site site,
    TimeProvider clock
)
{
    private const int LongestName = 60;
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    public async Task<IResult> ShowAsync(StaffPageContext request) =>
        Page.Of<AccountPage>(
            await ViewAsync(
                request,
                await OwnAccountAsync(request),
                request.Http.Request.Query["done"].ToString() switch
                {
                    "password" => AccountMessage.PasswordChanged,
                    "passkey" => AccountMessage.PasskeyAdded,
                    "removed" => AccountMessage.Removed,
                    _ => AccountMessage.None,
                }
            )
        );

    public async Task<IResult> ChangePasswordAsync(StaffPageContext request)
    {
        var account = await OwnAccountAsync(request);
        if (await CheckPasswordAsync(request, account) is { } refusal)
            return refusal;
        if (!await self.TakesAsync(request.Field("new"), account.Email))
            return await RefuseAsync(request, account, AccountMessage.TooWeak);
        account.PasswordHash = StaffPasswords.Hash(request.Field("new"));
        return await ReopenAsync(request, account, StaffAct.PasswordSet, request.Who.Strong, "password");
    }

    public async Task<IResult> ShowAppAsync(StaffPageContext request) =>
        Page.Of<AppPage>(app.Offer(request, await OwnAccountAsync(request)) with { AskPassword = !IsFresh(request) });

    public async Task<IResult> TurnAppOnAsync(StaffPageContext request)
    {
        var account = await OwnAccountAsync(request);
        if (!IsFresh(request) && await CheckPasswordAsync(request, account) is { } refusal)
            return refusal;
        if (!await app.AcceptAsync(request, account, clock.GetUtcNow()))
            return Page.Of<AppPage>(
                app.Offer(request, account) with
                {
                    Wrong = true,
                    AskPassword = !IsFresh(request),
                },
                StatusCodes.Status400BadRequest
            );
        var codes = await app.NewCodesAsync(account);
        // Every other session of the account ends and must sign in again with the app.
        await ReplaceSessionsAsync(
            request,
            account,
            strong: true,
            StaffRows.Fact(StaffAct.SecondFactorSetUp, account.Id)
        );
        return ShowCodes(request, codes, site.IsSetUp ? StaffPaths.Account : StaffPaths.Home);
    }

    public async Task<IResult> TurnAppOffAsync(StaffPageContext request)
    {
        var account = await OwnAccountAsync(request);
        if (await CheckPasswordAsync(request, account) is { } refusal)
            return refusal;
        await app.RemoveAsync(account);
        return await ReopenAsync(
            request,
            account,
            StaffAct.SecondFactorRemoved,
            strong: (await self.Users.GetPasskeysAsync(account)).Count > 0 && request.Who.Strong,
            "removed"
        );
    }

    public async Task<IResult> NewCodesAsync(StaffPageContext request)
    {
        var account = await OwnAccountAsync(request);
        if (!account.TwoFactorEnabled)
            return request.SeeOther(StaffRoutes.Account);
        if (await CheckPasswordAsync(request, account) is { } refusal)
            return refusal;
        var codes = await app.NewCodesAsync(account);
        // Without the key of the form: sent twice, the codes that are shown last are the ones that hold.
        await self.CommitAsync(
            request.Who.Actor,
            request.Who.Ticket with
            {
                Once = null,
            },
            [StaffRows.Fact(StaffAct.SecondFactorSetUp, account.Id)]
        );
        return ShowCodes(request, codes, StaffPaths.Account);
    }

    public async Task<IResult> AddPasskeyAsync(StaffPageContext request)
    {
        var account = await OwnAccountAsync(request);
        if (!IsFresh(request) && await CheckPasswordAsync(request, account) is { } refusal)
            return refusal;
        if (await passkeys.AttestAsync(request, account) is not { } passkey)
            return await RefuseAsync(request, account, AccountMessage.PasskeyFailed);
        passkey.Name = CleanText.Of(request.Field("name"), LongestName) is { Length: > 0 } name ? name : "Passkey";
        await self.Users.AddOrUpdatePasskeyAsync(account, passkey);
        return await ReopenAsync(request, account, StaffAct.PasskeyAdded, strong: true, "passkey");
    }

    public async Task<IResult> RemovePasskeyAsync(StaffPageContext request)
    {
        var account = await OwnAccountAsync(request);
        if (await CheckPasswordAsync(request, account) is { } refusal)
            return refusal;
        var all = await self.Users.GetPasskeysAsync(account);
        if (all.FirstOrDefault(p => IdOf(p) == request.Field("passkey")) is not { } passkey)
            return request.SeeOther(StaffRoutes.Account);
        await self.Users.RemovePasskeyAsync(account, passkey.CredentialId);
        return await ReopenAsync(
            request,
            account,
            StaffAct.PasskeyRemoved,
            strong: (account.TwoFactorEnabled || all.Count > 1) && request.Who.Strong,
            "removed"
        );
    }

    public async Task<IResult> EndAllAsync(StaffPageContext request)
    {
        var id = request.Who.Ticket.Account;
        await self.CommitAsync(
            request.Who.Actor,
            request.Who.Ticket,
            [StaffRows.Fact(StaffAct.SignedOutEverywhere, id)],
            target => target.EndSessions(target.StaffAccounts.Single(a => a.Id == id))
        );
        await request.Http.SignOutAsync(StaffSignIn.Scheme);
        return new SeeOtherResult(SignInHandler.WithDone(request, "out"));
    }

    private IResult ShowCodes(StaffPageContext request, IReadOnlyList<string> codes, string next)
    {
        return Page.Of<RecoveryPage>(
            new RecoveryView(request.Screen(), codes, request.Frame.Time.Day(clock.GetUtcNow()), next)
        );
    }

    private async Task<StaffAccount> OwnAccountAsync(StaffPageContext request) =>
        (await self.LoadAsync(request.Who.Ticket.Account))!;

    // Just after the sign-in the password is not asked again if a sign-in method is only added.
    private bool IsFresh(StaffPageContext request) =>
        clock.GetUtcNow() < request.Who.EndsAt - StaffCookies.LastsFor + FreshFor;

    // Asks for the password again before a sign-in method is removed or changed (ASVS 5.0 7.5.1). An account without a
    // password signed in by passkey.
    private async Task<IResult?> CheckPasswordAsync(StaffPageContext request, StaffAccount account)
    {
        if (account.PasswordHash is null)
            return null;
        // Whoever is signed in is no stranger.
        var attempt = new SignInAttempt(
            "password",
            account.NormalizedEmail ?? "",
            request.Network,
            $"{request.Who.Ticket.Session}",
            clock.GetUtcNow()
        );
        var turn = await writer.DoAsync(attempt);
        if (turn == SignInTurn.TooMany)
            return new TooManyResult(attempt.RetryAfter);
        if (!StaffPasswords.Verify(account.PasswordHash, request.Field("password")) || turn == SignInTurn.Locked)
            return await RefuseAsync(request, account, AccountMessage.CurrentWrong);
        await writer.DoAsync(attempt.Forget());
        return null;
    }

    // Ends every other session of the account; this one continues under a new id.
    private async Task<IResult> ReopenAsync(
        StaffPageContext request,
        StaffAccount account,
        StaffAct act,
        bool strong,
        string done
    )
    {
        await ReplaceSessionsAsync(request, account, strong, StaffRows.Fact(act, account.Id));
        return new SeeOtherResult(SignInHandler.WithDone(request, done, StaffRoutes.Account));
    }

    private async Task ReplaceSessionsAsync(
        StaffPageContext request,
        StaffAccount account,
        bool strong,
        AdminEvent adminEvent
    )
    {
        await self.Users.UpdateSecurityStampAsync(account);
        await StaffCookies.ContinueAsync(
            request.Http,
            self,
            account,
            strong,
            request.Who,
            clock.GetUtcNow(),
            adminEvent
        );
    }

    private async Task<IResult> RefuseAsync(StaffPageContext request, StaffAccount account, AccountMessage news) =>
        Page.Of<AccountPage>(await ViewAsync(request, account, news), StatusCodes.Status400BadRequest);

    private async Task<AccountView> ViewAsync(StaffPageContext request, StaffAccount account, AccountMessage news)
    {
        return new AccountView(request.Screen(), await passkeys.AskForNewAsync(request, account))
        {
            FactorNeeded = secondFactor.Demanded && request.Who.Role.NeedsSecondFactor() && !request.Who.Strong,
            AskPassword = !IsFresh(request),
            HasPassword = account.PasswordHash is not null,
            HasApp = account.TwoFactorEnabled,
            RecoveryCodes = await self.Users.CountRecoveryCodesAsync(account),
            Passkeys =
            [
                .. (await self.Users.GetPasskeysAsync(account)).Select(p => new PasskeyLine(
                    IdOf(p),
                    Markup.Of(p.Name),
                    request.Frame.Time.Day(p.CreatedAt)
                )),
            ],
            News = news,
        };
    }

    private static string IdOf(UserPasskeyInfo passkey) => Convert.ToHexStringLower(passkey.CredentialId);
}
