using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;
using static System.FormattableString;

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
    public PrivacyRequestRow? Find(string reference)
    {
        using var context = database.CreateContext();
        return context.Requests.AsNoTracking().SingleOrDefault(r => r.Reference == reference);
    }

    public PrivacyRequestRow? Find(Guid id)
    {
        using var context = database.CreateContext();
        return context.Requests.AsNoTracking().SingleOrDefault(r => r.Id == id);
    }

    public IReadOnlyList<PrivacyRequestRow> Of(long subscriberId)
    {
        using var context = database.CreateContext();
        return [.. context.Requests.AsNoTracking().Where(r => r.SubscriberId == subscriberId)];
    }

    public IReadOnlyList<DueErasure> DueErasures(DateTimeOffset now) =>
        database.Ask(
            now,
            static (session, now) =>
            {
                var due = new List<DueErasure>();
                using var row = session[PrivacyRequestSql.DueErasures, Instant.ToMicroseconds(now)].ExecuteReader();
                while (row.Read())
                    due.Add(new DueErasure(Sql.ReadGuid(row, 0), row.GetInt64(1)));
                return due;
            }
        );

    /// <summary>How long a copy that staff released can be downloaded.</summary>
    public static readonly TimeSpan FetchFor = TimeSpan.FromDays(7);

    /// <summary>Whether staff have released a copy that can still be downloaded.</summary>
    public bool IsGiven(long subscriberId, DateTimeOffset now) =>
        database.Ask(
            (subscriberId, Since: now - FetchFor),
            static (session, asked) =>
                session[
                    PrivacyRequestSql.Given,
                    ("@id", asked.subscriberId),
                    ("@since", Instant.ToMicroseconds(asked.Since))
                ]
                    .ExecuteScalar()
                    is not null
        );
}
