using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli;

/// <summary>Whoever types a command, with the one door for change open.</summary>
internal static class CommandOperator
{
    /// <summary>The writer is at work until <paramref name="work"/> is done; what was submitted is finished.</summary>
    public static async Task<T> AsOperatorAsync<T>(this CommandCall call, Func<Actor, ChangeWriter, Task<T>> work)
    {
        var writer = call.Service<ChangeWriter>();
        await using var working = await RunningWriter.StartAsync(writer, call.Cancel);
        return await work(await call.Service<LedgerNames>().OperatorAsync(call.Host.User), writer);
    }
}
