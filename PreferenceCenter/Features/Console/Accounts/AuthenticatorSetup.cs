using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// Sets up the authenticator app. A new secret is offered encrypted in the form, and stored only after a code proves
/// that the app has it. So reading the page writes nothing.
/// </summary>
internal sealed class AuthenticatorSetup(StaffSelf self, IDataProtectionProvider protection, Site site)
{
    private const int Codes = 10;
    private readonly IDataProtector sealer = protection.CreateProtector("staff", "offered secret");

    public AppView Offer(StaffPageContext request, StaffAccount account)
    {
        // After a wrong code the same secret is offered again, because the app already has it.
        var secret = Unseal(request, account) ?? RandomNumberGenerator.GetBytes(Totp.SecretLength);
        var key = Totp.Spell(secret);
        var (issuer, who) = (Uri.EscapeDataString(site.Name), Uri.EscapeDataString(account.Email!));
        var picture = QrPicture.Draw($"otpauth://totp/{issuer}:{who}?secret={key}&issuer={issuer}");
        return new AppView(
            request.Screen(),
            picture,
            string.Join(' ', key.Chunk(4).Select(part => new string(part))),
            sealer.Protect($"{account.Id} {Convert.ToBase64String(secret)}")
        );
    }

    /// <summary>Stores the offered secret if the code was made from it.</summary>
    public async Task<bool> AcceptAsync(StaffPageContext request, StaffAccount account, DateTimeOffset now)
    {
        var code = string.Concat(request.Field("code").Where(char.IsAsciiDigit));
        if (
            code.Length != 6
            || Unseal(request, account) is not { } secret
            || Totp.StepOf(code, secret, now, lastUsed: 0) is not { } step
        )
            return false;
        await self.Store.SetAuthenticatorKeyAsync(account, Convert.ToBase64String(secret), CancellationToken.None);
        (account.TwoFactorEnabled, account.LastCodeStep) = (true, step);
        await self.Users.UpdateAsync(account);
        return true;
    }

    public async Task<IReadOnlyList<string>> NewCodesAsync(StaffAccount account) =>
        [.. await self.Users.GenerateNewTwoFactorRecoveryCodesAsync(account, Codes) ?? []];

    public async Task RemoveAsync(StaffAccount account)
    {
        account.TwoFactorEnabled = false;
        await self.Store.ReplaceCodesAsync(account, [], CancellationToken.None);
        await self.Store.RemoveTokenAsync(account, "[AspNetUserStore]", "AuthenticatorKey", CancellationToken.None);
        await self.Users.UpdateAsync(account);
    }

    private byte[]? Unseal(StaffPageContext request, StaffAccount account)
    {
        try
        {
            return
                request.Field("sealed") is { Length: > 0 } text
                && sealer.Unprotect(text).Split(' ') is [var id, var secret]
                && id == $"{account.Id}"
                ? Convert.FromBase64String(secret)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
