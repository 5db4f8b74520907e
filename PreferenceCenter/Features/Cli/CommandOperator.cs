using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli;

/// <summary>
/// Runs the work of a command with the change writer started and the operating system's user as the actor.
/// </summary>
internal static class CommandOperator
{
    /// <summary>
    /// Starts the change writer, runs <paramref name="work"/>, and finishes every submitted change before it returns.
    /// </summary>
    public static async Task<T> AsOperatorAsync<T>(this CommandCall call, Func<Actor, ChangeWriter, Task<T>> work)
    {
        var writer = call.Service<ChangeWriter>();
        await using var running = await RunningWriter.StartAsync(writer, call.Cancel);
        return await work(await call.Service<LedgerNames>().OperatorAsync(call.Host.User), writer);
    }
}
