using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PreferenceCenter.Data;

/// <summary>
/// Writes to tables of the prepared statements in the transaction of a context, where a change by EF Core needs both.
/// </summary>
internal static class ContextStatements
{
    /// <summary>Runs a statement at once, with values by the names of its parameters.</summary>
    /// <returns>The number of rows.</returns>
    public static int Run(
        this CenterContext context,
        string sql,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, Stored(value));
            command.Parameters.Add(parameter);
        }
        return command.ExecuteNonQuery();
    }

    public static void Insert(this CenterContext context, OutboxRow row) =>
        context.Run(
            OutboxSql.Insert,
            ("@messageId", row.MessageId),
            ("@kind", (long)row.Kind),
            ("@subscriberId", row.SubscriberId),
            ("@address", row.Address),
            ("@addressKey", row.AddressKey),
            ("@language", row.Language),
            ("@fromSeq", row.FromSeq),
            ("@toSeq", row.ToSeq),
            ("@createdAt", row.CreatedAt),
            ("@dueAt", row.DueAt),
            ("@onceKey", row.OnceKey),
            ("@browser", row.BrowserId),
            ("@staffAct", (long?)row.StaffAct)
        );

    public static void Insert(this CenterContext context, MailedLinkRow link) =>
        context.Run(
            Sql.InsertLink,
            ("@hash", link.Hash),
            ("@kind", (long)link.Kind),
            ("@subscriber", link.SubscriberId),
            ("@from", link.FromSeq),
            ("@to", link.ToSeq),
            ("@expires", link.ExpiresAt),
            ("@optIn", link.OptInId),
            ("@addressChange", link.AddressChangeId),
            ("@browser", link.BrowserId),
            ("@account", link.AccountId)
        );

    /// <summary>Adds an address to the suppression list, unless it is there already.</summary>
    public static void Insert(this CenterContext context, SuppressionRow row) =>
        context.Run(AddressSql.KeepAway, ("@hash", row.KeyedHash), ("@key", row.KeyId), ("@reason", (long)row.Reason));

    private static object Stored(object? value) =>
        value switch
        {
            null => DBNull.Value,
            Guid id => id.ToByteArray(bigEndian: true),
            DateTimeOffset at => Instant.ToMicroseconds(at),
            _ => value,
        };
}
