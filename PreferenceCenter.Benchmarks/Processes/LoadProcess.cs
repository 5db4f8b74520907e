using System.Text.Json;
using PreferenceCenter.Benchmarks.Load;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>
/// Drives a load from a process of its own, so that it takes nothing from the server but its share of the machine.
/// </summary>
internal static class LoadProcess
{
    // One thread that waits for all sockets and goes on where it woke, no queue between; a collection in the background
    // would only disturb.
    private static readonly (string, string)[] Environment =
    [
        ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
        ("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1"),
        ("DOTNET_gcConcurrent", "0"),
    ];

    public static Task<LoadResult> RunAsync(Workspace workspace, LoadPlan plan, CancellationToken cancel) =>
        RunAsync(workspace, plan, Task.Delay(Timeout.Infinite, cancel), cancel);

    /// <summary>Ends when the other work does, or as planned.</summary>
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
