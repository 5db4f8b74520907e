using System.Data.Common;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Data;

/// <summary>The prepared statements of one connection; for one thread at a time.</summary>
internal sealed partial class Statements(DbConnection connection, bool preparesByItself) : IDisposable
{
    private readonly Dictionary<string, (DbCommand Command, ParameterNames Names)> commands = new(
        StringComparer.Ordinal
    );

    /// <summary>Whether the connection is open, as far as the driver knows.</summary>
    public bool Usable => connection.State == System.Data.ConnectionState.Open;

    /// <summary>The statement, prepared once, with values by the names of its parameters.</summary>
    public DbCommand this[string sql, params ReadOnlySpan<(string Name, object? Value)> values]
    {
        get
        {
            var (command, names) = Find(sql);
            names.Restart();
            foreach (var (name, value) in values)
                command.Parameters[names.Take(name)].Value = value ?? DBNull.Value;
            names.CheckAllTaken();
            return command;
        }
    }

    /// <summary>The statement, prepared once, with the value of its only parameter.</summary>
    public DbCommand this[string sql, object? value]
    {
        get
        {
            var command = Find(sql).Command;
            if (command.Parameters.Count != 1)
                throw new ArgumentException($"One value for {command.Parameters.Count} parameters: {sql}", nameof(sql));
            command.Parameters[0].Value = value ?? DBNull.Value;
            return command;
        }
    }

    public void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        this[sql, values].ExecuteNonQuery();

    public void Run(string sql, object? value) => this[sql, value].ExecuteNonQuery();

    private (DbCommand Command, ParameterNames Names) Find(string sql)
    {
        if (!commands.TryGetValue(sql, out var found))
            commands.Add(sql, found = Prepare(sql));
        return found;
    }

    private (DbCommand Command, ParameterNames Names) Prepare(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        string[] names = [.. ParameterName.Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal)];
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = DBNull.Value;
            command.Parameters.Add(parameter);
        }
        if (!preparesByItself)
            command.Prepare();
        return (command, new ParameterNames(names));
    }

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex ParameterName { get; }

    public void Dispose()
    {
        foreach (var (command, _) in commands.Values)
            command.Dispose();
        connection.Dispose();
    }
}
