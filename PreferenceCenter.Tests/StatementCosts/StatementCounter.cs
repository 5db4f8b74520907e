using System.Diagnostics;
using Npgsql;
using PreferenceCenter.Data;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Counts the statements that anybody in this process sends to one database, at the driver's end: what SQLite itself
/// traces, and what the PostgreSQL driver reports as spans. Statements that only prepare a connection or frame a
/// transaction are left out. It hears of connections opened after it.
/// </summary>
internal sealed class StatementCounter : IDisposable
{
    private static readonly string[] Frames = ["PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "--"];
    private readonly List<string> texts = [];
    private readonly HashSet<string> byItself = new(StringComparer.Ordinal);
    private readonly IDisposable listening;
    private string? database;

    public StatementCounter()
    {
        if (TestDatabase.Wanted == DatabaseProvider.Sqlite)
        {
            listening = SqliteTrace.Listen(Note);
            return;
        }
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = NoteSpan,
        };
        ActivitySource.AddActivityListener(listener);
        listening = listener;
    }

    /// <summary>From now on, statements to this database are counted.</summary>
    public void Watch(TestDatabase stored) =>
        database = stored.File is { } file
            ? Path.GetFullPath(file)
            : new NpgsqlConnectionStringBuilder(stored.ConnectionString).Database;

    /// <summary>
    /// Leaves out from now on what the process sends by itself: readiness is looked at each second, other nodes' logs
    /// twice a second, whoever works meanwhile.
    /// </summary>
    public async Task LeaveOutWhatRunsByItselfAsync(TimeSpan heard)
    {
        foreach (var text in await OfAsync(() => Task.Delay(heard)))
            byItself.Add(text);
    }

    /// <summary>The statements that this work sends.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Func<Task> work)
    {
        lock (texts)
            texts.Clear();
        await work();
        lock (texts)
            return [.. texts];
    }

    private void NoteSpan(Activity span)
    {
        if (span.GetTagItem("db.query.text") is string text && span.GetTagItem("db.namespace") is string name)
            Note(name, text);
    }

    private void Note(string where, string text)
    {
        // Journals follow what was committed on a thread of their own, whenever it comes to that.
        if (Thread.CurrentThread.Name == "journal keeper")
            return;
        if (where != database || text == "SELECT 1" || Array.Exists(Frames, frame => IsFrame(text, frame)))
            return;
        lock (texts)
            if (!byItself.Contains(text))
                texts.Add(text);
    }

    private static bool IsFrame(string text, string frame) =>
        text.TrimStart().StartsWith(frame, StringComparison.Ordinal);

    public void Dispose() => listening.Dispose();
}
