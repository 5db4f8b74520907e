using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// Short transactions on tables outside the change writer. A lost connection is opened again. For one thread at a time.
/// </summary>
internal sealed class WorkSession(Database database) : IDisposable
{
    private Statements? statements;

    private Statements Open()
    {
        if (statements is { Usable: false })
        {
            statements.Dispose();
            statements = null;
        }
        return statements ??= new Statements(database.OpenForWork(), database.PreparesByItself);
    }

    public DbCommand this[string sql, params ReadOnlySpan<(string Name, object? Value)> values] => Open()[sql, values];

    public DbCommand this[string sql, object? value] => Open()[sql, value];

    public void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values) => Open().Run(sql, values);

    public void Run(string sql, object? value) => Open().Run(sql, value);

    /// <summary>Runs the work in one transaction: all of it or nothing.</summary>
    public void Together(Action work)
    {
        var opened = Begin();
        try
        {
            work();
            opened.Run("COMMIT");
        }
        catch
        {
            if (opened.Usable)
                opened.Run("ROLLBACK");
            throw;
        }
    }

    // Retried once: nothing has been done yet, so a lost connection does no harm.
    private Statements Begin()
    {
        try
        {
            Run(database.BeginWork);
        }
        catch (DbException) when (statements is { Usable: false })
        {
            Run(database.BeginWork);
        }
        return statements!;
    }

    public void Dispose() => statements?.Dispose();
}
