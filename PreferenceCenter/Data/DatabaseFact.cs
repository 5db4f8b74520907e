using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>One requirement on the database and whether it is met.</summary>
internal sealed record DatabaseFact(string What, bool Holds, string Says)
{
    private const string WriteCheck = "write";

    /// <summary>Tries that statement in a transaction which is rolled back, so that nothing is left of it.</summary>
    public static DatabaseFact OfWrite(DbConnection connection, string insert)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (insert, transaction);
            command.ExecuteNonQuery();
            transaction.Rollback();
            return new DatabaseFact(WriteCheck, true, "a leave could be stored (one was written and rolled back)");
        }
        catch (DbException reason)
        {
            return new DatabaseFact(WriteCheck, false, $"no leave could be stored: {reason.Message}");
        }
    }
}
