using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Staff;

/// <summary>
/// Proves by a password who of the staff runs a command, where two people are asked for. Attempts are not counted:
/// whoever runs commands has the database with its hashes in their hands.
/// </summary>
internal sealed class StaffProof(Database database)
{
    /// <summary>How many accounts could prove themselves: can decide about personal data, and have a password.</summary>
    public int Able()
    {
        using var context = database.CreateContext();
        return SecondPerson.Able(context).Count(account => account.PasswordHash != null);
    }

    /// <summary>The actor of that account; null where account, role or password is not right.</summary>
    public async Task<Actor?> OfAsync(EmailAddress address, string password, CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var account = await SecondPerson
            .Able(context)
            .FirstOrDefaultAsync(account => account.NormalizedEmail == address.Key, cancel);
        return StaffPasswords.Verify(account?.PasswordHash, password)
            ? new Actor(ActorKind.Staff, account!.ActorId)
            : null;
    }
}
