using System.Text.Json;
using PreferenceCenter.Benchmarks.Load;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>
/// Runs a load in a process of its own, so that it takes nothing from the server but its share of the machine.
/// </summary>
internal static class LoadProcess
{
    // One thread waits for all sockets and continues where it woke, with no queue between. A background collection
    // would only disturb.
    private static readonly (string, string)[] Environment =
    [
        ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
        ("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1"),
        ("DOTNET_gcConcurrent", "0"),
    ];

    /// <summary>Runs the load to its planned end.</summary>
    public static Task<LoadResult> RunAsync(Workspace workspace, LoadPlan plan, CancellationToken cancel) =>
        RunAsync(workspace, plan, Task.Delay(Timeout.Infinite, cancel), cancel);

    /// <summary>Runs the load until the other work ends, or to its planned end.</summary>
    public static async Task<LoadResult> RunAsync(
        Workspace workspace,
        LoadPlan plan,
        Task until,
        CancellationToken cancel
    )
    {
        var file = workspace.NewFile("load.json");
        await File.WriteAllBytesAsync(
            file,
            JsonSerializer.SerializeToUtf8Bytes(plan, LoadJson.Default.LoadPlan),
            cancel
        );
        using var child = Child.StartSelf(workspace.Directory, Environment, "load", file);
        var result = child.FinishAsync(cancel);
        if (await Task.WhenAny(result, until) == until)
            child.CloseInput();
        return JsonSerializer.Deserialize(await result, LoadJson.Default.LoadResult)!;
    }
}
