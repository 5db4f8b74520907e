using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Finds what other spellings of one mailbox hold (<see cref="EmailAddress.MailboxKey"/>): accounts, and sign-ups that
/// wait. It looks through all addresses, for what happens seldom: a letter, an erasure.
/// </summary>
internal sealed class MailboxReader(Database database)
{
    /// <summary>The subscribers whose address is of that mailbox, the address itself included.</summary>
    public async Task<IReadOnlyList<long>> SubscribersAsync(EmailAddress address)
    {
        var begins = Beginning(address);
        await using var context = await database.CreateContextAsync();
        var found = await context
            .Subscribers.AsNoTracking()
            .Where(s => s.AddressKey.Replace(".", "").StartsWith(begins))
            .Select(s => new { s.Id, s.AddressKey })
            .ToListAsync();
        return [.. found.Where(s => IsOf(address, s.AddressKey)).Select(s => s.Id)];
    }

    /// <summary>Keys of other addresses of that mailbox under which a sign-up waits.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(EmailAddress address)
    {
        var begins = Beginning(address);
        await using var context = await database.CreateContextAsync();
        var found = await context
            .OptIns.AsNoTracking()
            .Where(o => o.AddressKey != null && o.AddressKey.Replace(".", "").StartsWith(begins))
            .Select(o => o.AddressKey!)
            .Distinct()
            .ToListAsync();
        return [.. found.Where(key => key != address.Key && IsOf(address, key))];
    }

    /// <summary>Sign-ups of that mailbox that wait for its answer.</summary>
    public static IReadOnlyList<Guid> SignUpsOf(CenterContext context, EmailAddress address)
    {
        var begins = Beginning(address);
        return
        [
            .. context
                .OptIns.AsNoTracking()
                .Where(o => o.AddressKey != null && o.AddressKey.Replace(".", "").StartsWith(begins))
                .Select(o => new { o.Id, o.AddressKey })
                .AsEnumerable()
                .Where(o => IsOf(address, o.AddressKey!))
                .Select(o => o.Id),
        ];
    }

    /// <summary>Subscribers whose change of address leads to that mailbox, or led away from it.</summary>
    public static IReadOnlyList<long> MovingOf(CenterContext context, EmailAddress address)
    {
        var begins = Beginning(address);
        return
        [
            .. context
                .AddressChanges.AsNoTracking()
                .Where(c => c.AddressKey != null && c.AddressKey.Replace(".", "").StartsWith(begins))
                .Select(c => new { c.SubscriberId, c.AddressKey })
                .AsEnumerable()
                .Where(c => IsOf(address, c.AddressKey!))
                .Select(c => c.SubscriberId)
                .Distinct(),
        ];
    }

    /// <summary>Whether an address is of that mailbox.</summary>
    public static bool IsOf(EmailAddress address, string other) =>
        EmailAddress.TryParse(other)?.MailboxKey == address.MailboxKey;

    // Gmail ignores dots, so they are left out of what is compared.
    private static string Beginning(EmailAddress address) =>
        address.MailboxKey[..address.MailboxKey.LastIndexOf('@')].Replace(".", "", StringComparison.Ordinal);
}
