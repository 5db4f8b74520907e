using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>
/// Identity's store over the centre's database. It gathers what is to change and writes nothing:
/// <see cref="StaffSelf"/> carries it through the one door, with its event. A stolen copy of the database holds neither
/// a key of an app nor a code that can be typed in.
/// </summary>
internal sealed class StaffStore : UserOnlyStore<StaffAccount, CenterContext, Guid>
{
    // As Identity names them in its own tables.
    private const string Provider = "[AspNetUserStore]",
        Codes = "RecoveryCodes";
    private readonly IDataProtector sealer;
    private readonly AddressHasher hashes;

    public StaffStore(CenterContext context, IDataProtectionProvider protection, AddressHasher hashes)
        : base(context)
    {
        (AutoSaveChanges, sealer, this.hashes) = (false, protection.CreateProtector("staff", "authenticator"), hashes);
    }

    // Identity's own attaches the account anew, and with that forgets the stamp it was read with: a second change would
    // pass over somebody else's.
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

    // However it was typed: with or without its hyphen, in small letters.
    private string HashOf(StaffAccount user, string code) =>
        Convert.ToHexStringLower(
            hashes.LimitKey($"recovery {user.Id}", code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())
        );
}

/// <summary>Addresses are compared as everywhere in the centre.</summary>
internal sealed class AddressNormalizer : ILookupNormalizer
{
    public string? NormalizeEmail(string? email) => Domain.EmailAddress.TryParse(email)?.Key;

    public string? NormalizeName(string? name) => NormalizeEmail(name);
}
