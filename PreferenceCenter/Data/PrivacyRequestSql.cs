using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Statements that read privacy requests, in SQL that both databases accept.</summary>
internal static class PrivacyRequestSql
{
    public const string Owner = """SELECT "SubscriberId" FROM "Requests" WHERE "Id" = @id""";

    /// <summary>Requests that are due to be carried out automatically, by an index that holds no others.</summary>
    /// <remarks>
    /// The limit is far above what is due in a minute: requests that fail again and again never hide the ones behind.
    /// </remarks>
    public static readonly string DueErasures = Invariant(
        $"""SELECT "Id", "SubscriberId" FROM "Requests" WHERE "State" = {(int)PrivacyRequestState.Grace} AND "GraceUntil" <= @now AND ("LegalHoldUntil" IS NULL OR "LegalHoldUntil" <= @now) AND "SubscriberId" IS NOT NULL ORDER BY "GraceUntil" LIMIT 10000"""
    );

    /// <summary>Whether staff released a copy to the subscriber since then.</summary>
    public static readonly string Given = Invariant(
        $"""SELECT 1 FROM "Requests" WHERE "SubscriberId" = @id AND "Kind" IN ({(int)PrivacyRequestKind.Access}, {(int)PrivacyRequestKind.Portability}) AND "State" = {(int)PrivacyRequestState.Done} AND "ClosedAt" >= @since"""
    );
}

/// <summary>An erasure request that is due, and whom it erases.</summary>
internal sealed record DueErasure(Guid Request, long Subscriber);

/// <summary>Reads privacy requests for pages and workers.</summary>
internal sealed class PrivacyRequestStore(Database database)
{
    public async Task<PrivacyRequestRow?> FindAsync(string reference)
    {
        await using var context = await database.CreateContextAsync();
        return await context.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Reference == reference);
    }

    public async Task<PrivacyRequestRow?> FindAsync(Guid id)
    {
        await using var context = await database.CreateContextAsync();
        return await context.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
    }

    public async Task<List<PrivacyRequestRow>> OfAsync(long subscriberId)
    {
        await using var context = await database.CreateContextAsync();
        return await context.Requests.AsNoTracking().Where(r => r.SubscriberId == subscriberId).ToListAsync();
    }

    /// <summary>The erasure request of a subscriber that is not carried out, refused or cancelled yet.</summary>
    public async Task<PrivacyRequestRow?> OpenErasureAsync(long subscriberId)
    {
        await using var context = await database.CreateContextAsync();
        return await context
            .Requests.AsNoTracking()
            .Where(r => r.SubscriberId == subscriberId && r.Kind == PrivacyRequestKind.Erasure && r.ClosedAt == null)
            .OrderBy(r => r.ReceivedAt)
            .FirstOrDefaultAsync();
    }

    /// <summary>Whether a letter asks for the erasure of an address that no subscriber has.</summary>
    public async Task<bool> HasOpenErasureAsync(EmailAddress address)
    {
        await using var context = await database.CreateContextAsync();
        return await context.Requests.AnyAsync(r =>
            r.AddressKey == address.Key
            && r.SubscriberId == null
            && r.Kind == PrivacyRequestKind.Erasure
            && r.ClosedAt == null
        );
    }

    public IReadOnlyList<DueErasure> DueErasures(DateTimeOffset now) =>
        database.Ask(
            now,
            static (session, now) =>
                session[PrivacyRequestSql.DueErasures, Instant.ToMicroseconds(now)]
                    .All(static row => new DueErasure(Sql.ReadGuid(row, 0), row.GetInt64(1)))
        );

    /// <summary>How long a copy that staff released can be downloaded.</summary>
    public static readonly TimeSpan FetchFor = TimeSpan.FromDays(7);

    /// <summary>Whether staff have released a copy that can still be downloaded.</summary>
    public ValueTask<bool> IsGivenAsync(long subscriberId, DateTimeOffset now) =>
        database.AskAsync(
            (subscriberId, Since: now - FetchFor),
            static async (session, asked) =>
                await session[
                    PrivacyRequestSql.Given,
                    ("@id", asked.subscriberId),
                    ("@since", Instant.ToMicroseconds(asked.Since))
                ]
                    .ExecuteScalarAsync()
                    is not null
        );
}
