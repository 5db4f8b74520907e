using System.Diagnostics;
using System.Text.Json;
using PreferenceCenter.Benchmarks.Peers;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>The hidden mode <c>load PLAN</c>: sends the requests of the plan and prints the result as JSON.</summary>
internal static class LoadMode
{
    public static async Task<int> RunAsync(string planFile)
    {
        var plan = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(planFile), LoadJson.Default.LoadPlan)!;
        var run = new LoadRun(plan);
        var connections = Enumerable.Range(0, plan.Connections).Select(_ => new LoadConnection(plan, run)).ToArray();
        _ = Parent.WaitForEndAsync().ContinueWith(_ => run.EndNow(), TaskScheduler.Default);
        var processor = ProcessorFromAsync(run);
        await Task.WhenAll(connections.Select(c => c.RunAsync()));

        var latencies = new Histogram();
        foreach (var connection in connections)
            latencies.Add(connection.Latencies);
        var seconds = Stopwatch.GetElapsedTime(run.CountFrom, connections.Max(c => c.LastAt)).TotalSeconds;
        var taken =
            (Environment.CpuUsage.TotalTime - await processor).TotalSeconds
            / Stopwatch.GetElapsedTime(run.CountFrom).TotalSeconds;
        var result = new LoadResult(
            latencies.Count,
            run.Used,
            seconds,
            latencies.Percentile(0.5) / 1000d,
            latencies.Percentile(0.99) / 1000d,
            latencies.Max / 1000d,
            taken,
            run.Unexpected,
            run.FirstUnexpected
        )
        {
            Moments = run.Moments,
        };
        Console.WriteLine(JsonSerializer.Serialize(result, LoadJson.Default.LoadResult));
        return 0;
    }

    private static async Task<TimeSpan> ProcessorFromAsync(LoadRun run)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), run.CountFrom);
        if (left > TimeSpan.Zero)
            await Task.Delay(left);
        return Environment.CpuUsage.TotalTime;
    }
}
