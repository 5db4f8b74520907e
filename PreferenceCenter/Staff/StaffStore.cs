using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Staff;

/// <summary>
/// ASP.NET Core Identity's store on the Preference Center's database. It collects changes and writes nothing: <see
/// cref="StaffSelf"/> writes them through the change writer, with their log events. A stolen copy of the database
/// contains neither usable authenticator keys nor recovery codes.
/// </summary>
internal sealed class StaffStore : UserOnlyStore<StaffAccount, CenterContext, Guid>
{
    /// <summary>With so many recovery codes or fewer the account is warned.</summary>
    public const int FewCodes = 3;

    // Names that Identity uses in its own tables.
    private const string Provider = "[AspNetUserStore]",
        Codes = "RecoveryCodes";
    private readonly IDataProtector sealer;
    private readonly AddressHasher hashes;

    public StaffStore(CenterContext context, IDataProtectionProvider protection, AddressHasher hashes)
        : base(context)
    {
        (AutoSaveChanges, sealer, this.hashes) = (false, protection.CreateProtector("staff", "authenticator"), hashes);
    }

    // Identity's implementation attaches the account again and loses the stamp it was read with; a second change would
    // then overwrite a concurrent one.
    public override Task<IdentityResult> UpdateAsync(StaffAccount user, CancellationToken cancellationToken = default)
    {
        user.ConcurrencyStamp = StaffRows.NewStamp();
        return Task.FromResult(IdentityResult.Success);
    }

    public override Task SetAuthenticatorKeyAsync(StaffAccount user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, sealer.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(
        StaffAccount user,
        CancellationToken cancellationToken
    ) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } sealedKey
            ? sealer.Unprotect(sealedKey)
            : null;

    public override Task ReplaceCodesAsync(
        StaffAccount user,
        IEnumerable<string> recoveryCodes,
        CancellationToken cancellationToken
    ) =>
        SetTokenAsync(
            user,
            Provider,
            Codes,
            string.Join(';', recoveryCodes.Select(code => HashOf(user, code))),
            cancellationToken
        );

    public override async Task<bool> RedeemCodeAsync(
        StaffAccount user,
        string code,
        CancellationToken cancellationToken
    )
    {
        var kept = (await GetTokenAsync(user, Provider, Codes, cancellationToken) ?? "").Split(
            ';',
            StringSplitOptions.RemoveEmptyEntries
        );
        var left = kept.Where(one => one != HashOf(user, code)).ToArray();
        if (left.Length == kept.Length)
            return false;
        await SetTokenAsync(user, Provider, Codes, string.Join(';', left), cancellationToken);
        return true;
    }

    /// <summary>How many recovery codes the account has left; null if it has no authenticator app.</summary>
    public static async Task<int?> CountCodesAsync(CenterContext context, Guid account, CancellationToken cancel) =>
        await context
            .Set<IdentityUserToken<Guid>>()
            .Where(t => t.UserId == account && t.LoginProvider == Provider && t.Name == Codes)
            .Where(t => context.StaffAccounts.Any(a => a.Id == account && a.TwoFactorEnabled))
            .Select(t => t.Value)
            .SingleOrDefaultAsync(cancel)
            is { } kept
            ? kept.Split(';', StringSplitOptions.RemoveEmptyEntries).Length
            : null;

    // Accepts codes with or without the hyphen, and in lower case.
    private string HashOf(StaffAccount user, string code) =>
        Convert.ToHexStringLower(
            hashes.LimitKey($"recovery {user.Id}", code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())
        );
}

/// <summary>Normalises addresses as the rest of the Preference Center does.</summary>
internal sealed class AddressNormalizer : ILookupNormalizer
{
    public string? NormalizeEmail(string? email) => Domain.EmailAddress.TryParse(email)?.Key;

    public string? NormalizeName(string? name) => NormalizeEmail(name);
}
