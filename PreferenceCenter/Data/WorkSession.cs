using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// Short transactions of one who works on tables that no change of a person goes through. A connection that was lost is
/// opened anew. For one thread at a time.
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

    public DbCommand this[string sql, params ReadOnlySpan<object?> values] => Open()[sql, values];

    public void Run(string sql, params ReadOnlySpan<object?> values) => Open().Run(sql, values);

    /// <summary>All of it or nothing.</summary>
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

    // Nothing is under way yet: a connection that was lost meanwhile costs nobody anything.
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
