using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>mint DATABASE KEY</c>: shows what an audience costs without decisions and output. Runs the
/// export's own statement page by page, reads each subscriber, mints both tokens, and drops all of it.
/// </summary>
internal static class MintMode
{
    private const long Topic = 1;
    private const int PageSize = 2000;

    public static int Run(string file, LinkKeys keys)
    {
        using var database = new SqliteDatabase(SqliteDatabase.ConnectionStringFor(file));
        using var session = database.ReadThrough();
        Span<char> token = stackalloc char[SignedLink.TokenLength];
        var count = 0;
        for (long last = 0, before = -1; last != before; )
        {
            before = last;
            using var row = session[Sql.AudiencePage, ("@topic", Topic), ("@last", last), ("@count", PageSize)]
                .ExecuteReader();
            while (row.Read())
            {
                if (row.GetInt64(0) == last)
                    continue;
                last = row.GetInt64(0);
                var person = Sql.ReadGuid(row, 1);
                _ = (row.GetString(2), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5));
                SignedLink.Mint(keys.Active, LinkPurpose.Preferences, person, (uint)Topic, 1, token);
                SignedLink.Mint(keys.Active, LinkPurpose.Unsubscribe, person, (uint)Topic, 1, token);
                count++;
            }
        }
        Console.WriteLine(count);
        return 0;
    }
}
