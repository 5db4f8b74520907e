using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// Passkeys (WebAuthn), issued and checked by Identity's own handler. The state of a challenge travels encrypted in the
/// form and is valid once, for some minutes. So the page needs only the few lines of script that call the browser.
/// </summary>
internal sealed class PasskeySetup(
    IPasskeyHandler<StaffAccount> handler,
    UserManager<StaffAccount> users,
    IDataProtectionProvider protection,
    ChangeWriter writer,
    TimeProvider clock
)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);
    private readonly IDataProtector sealer = protection.CreateProtector("staff", "passkey");

    /// <param name="account">
    /// Account whose passkeys may answer, if it is known already; otherwise the browser offers the passkeys it has.
    /// </param>
    public async Task<PasskeyAsk> AskAsync(StaffPageContext request, StaffAccount? account)
    {
        var asked = await handler.MakeRequestOptionsAsync(account, request.Http);
        return new PasskeyAsk(asked.RequestOptionsJson, Seal(asked.AssertionState!));
    }

    public async Task<PasskeyAsk> AskForNewAsync(StaffPageContext request, StaffAccount account)
    {
        var asked = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = $"{account.Id}",
                Name = account.Email!,
                DisplayName = account.Email!,
            },
            request.Http
        );
        return new PasskeyAsk(asked.CreationOptionsJson, Seal(asked.AttestationState!));
    }

    /// <summary>The account of the passkey, with its use noted but not yet saved; null if the check fails.</summary>
    public async Task<StaffAccount?> AssertAsync(StaffPageContext request)
    {
        if (await OpenAsync(request) is not { } state)
            return null;
        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = request.Http,
                CredentialJson = request.Field("credential"),
                AssertionState = state,
            }
        );
        if (!result.Succeeded)
            return null;
        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        return result.User;
    }

    public async Task<UserPasskeyInfo?> AttestAsync(StaffPageContext request, StaffAccount account)
    {
        if (await OpenAsync(request) is not { } state)
            return null;
        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = request.Http,
                CredentialJson = request.Field("credential"),
                AttestationState = state,
            }
        );
        return result.Succeeded && result.UserEntity.Id == $"{account.Id}" ? result.Passkey : null;
    }

    private string Seal(string state) => sealer.Protect(Invariant($"{clock.GetUtcNow().ToUnixTimeSeconds()} {state}"));

    private async Task<string?> OpenAsync(StaffPageContext request)
    {
        try
        {
            var parts = sealer.Unprotect(request.Field("state")).Split(' ', 2);
            if (DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], null)) + GoodFor < clock.GetUtcNow())
                return null;
            var taken = new OnlyOnce(parts[1], clock.GetUtcNow() + GoodFor * 2, clock.GetUtcNow());
            return (await writer.DoAsync(taken)).Outcome == ChangeOutcome.Done ? parts[1] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Accepts a challenge only once. The same answer sent again is refused here, because a passkey need not count its
    /// uses.
    /// </summary>
    private sealed class OnlyOnce(string state, DateTimeOffset until, DateTimeOffset at) : Submission
    {
        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            if (batch.Limits.Blocks("staff-challenge", state, at))
                return new ChangeResult(ChangeOutcome.Refused);
            batch.Limits.Block("staff-challenge", state, until - at, at);
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
