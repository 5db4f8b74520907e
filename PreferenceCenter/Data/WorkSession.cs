using System.Data.Common;

namespace PreferenceCenter.Data;

/// <summary>
/// Short transactions on tables outside the change writer. A lost connection is opened again. For one thread at a time.
/// Requests open it by <see cref="OpenAsync"/> and use what ends on Async.
/// </summary>
internal sealed class WorkSession(Database database) : IDisposable, IAsyncDisposable
{
    private Statements? statements;

    /// <summary>Opens a session without blocking the thread.</summary>
    public static async ValueTask<WorkSession> OpenAsync(Database database) =>
        new(database) { statements = new Statements(await database.OpenForWorkAsync(), database.PreparesByItself) };

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

    /// <summary>Runs a statement without blocking the thread; returns the number of rows it changed.</summary>
    public Task<int> RunAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        statements![sql, values].ExecuteNonQueryAsync();

    public Task<int> RunAsync(string sql, object? value) => statements![sql, value].ExecuteNonQueryAsync();

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

    /// <summary>The same without blocking the thread.</summary>
    public async ValueTask TogetherAsync(Func<ValueTask> work)
    {
        await RunAsync(database.BeginWork);
        try
        {
            await work();
            await RunAsync("COMMIT");
        }
        catch
        {
            if (statements!.Usable)
                await RunAsync("ROLLBACK");
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

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
