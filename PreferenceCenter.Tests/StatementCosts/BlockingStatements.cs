using System.Diagnostics;
using Npgsql;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Hears of every statement that a request sends to PostgreSQL while its thread waits for the answer: the driver's span
/// begins within a synchronous call and belongs to a span of ASP.NET Core.
/// </summary>
internal sealed class BlockingStatements : IDisposable
{
    private readonly HashSet<string> texts = [];
    private readonly ActivityListener listener;

    public BlockingStatements()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = Begin,
            ActivityStopped = End,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (texts)
                return [.. texts];
        }
    }

    private void Begin(Activity span)
    {
        if (span.Source.Name == "Npgsql" && RequestOf(span) is not null && IsBlocking())
            span.SetCustomProperty(nameof(BlockingStatements), span);
    }

    // Only then the driver has said which statement it is.
    private void End(Activity span)
    {
        if (span.GetCustomProperty(nameof(BlockingStatements)) is null)
            return;
        lock (texts)
            texts.Add($"{RequestOf(span)!.DisplayName}: {span.GetTagItem("db.query.text")}");
    }

    private static Activity? RequestOf(Activity? span)
    {
        while (span is not null && span.Source.Name != "Microsoft.AspNetCore")
            span = span.Parent;
        return span;
    }

    // The driver does both in methods of one name; the asynchronous one says so by its first parameter.
    private static bool IsBlocking() =>
        new StackTrace()
            .GetFrames()
            .Select(frame => frame.GetMethod())
            .Any(method =>
                method?.DeclaringType == typeof(NpgsqlCommand)
                && method.Name is "ExecuteReader" or "ExecuteScalar" or "ExecuteNonQuery" or "ExecuteDbDataReader"
                && method.GetParameters() is not [{ ParameterType.Name: nameof(Boolean) }, ..]
            );

    public void Dispose() => listener.Dispose();
}
