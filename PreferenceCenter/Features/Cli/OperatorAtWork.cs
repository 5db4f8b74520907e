using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli;

/// <summary>Whoever types a command, with the one door for change open.</summary>
internal static class OperatorAtWork
{
    /// <summary>The writer is at work until <paramref name="work"/> is done; what was submitted is finished.</summary>
    public static async Task<T> AsOperatorAsync<T>(this CommandCall call, Func<Actor, ChangeWriter, Task<T>> work)
    {
        var writer = call.Room<ChangeWriter>();
        await using var working = await WriterAtWork.StartAsync(writer, call.Cancel);
        return await work(await call.Room<HouseNames>().OperatorAsync(call.Host.User), writer);
    }
}
