using System.Data.Common;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Data;

/// <summary>The prepared statements of one connection; for one thread at a time.</summary>
internal sealed partial class Statements(DbConnection connection, bool preparesByItself) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);

    /// <summary>Whether the connection is open, as far as the driver knows.</summary>
    public bool Usable => connection.State == System.Data.ConnectionState.Open;

    /// <summary>
    /// The statement, prepared once. Values are assigned to its parameters in the order of their first appearance.
    /// </summary>
    public DbCommand this[string sql, params ReadOnlySpan<object?> values]
    {
        get
        {
            if (!commands.TryGetValue(sql, out var command))
                commands.Add(sql, command = Prepare(sql));
            if (command.Parameters.Count != values.Length)
                throw new ArgumentException(
                    $"{values.Length} values for {command.Parameters.Count} parameters: {sql}",
                    nameof(sql)
                );
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            return command;
        }
    }

    public void Run(string sql, params ReadOnlySpan<object?> values) => this[sql, values].ExecuteNonQuery();

    private DbCommand Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in ParameterName.Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = DBNull.Value;
            command.Parameters.Add(parameter);
        }
        if (!preparesByItself)
            command.Prepare();
        return command;
    }

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex ParameterName { get; }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        connection.Dispose();
    }
}
