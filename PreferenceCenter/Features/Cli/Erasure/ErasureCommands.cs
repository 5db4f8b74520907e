using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Erasure;

/// <summary>
/// The command <c>erasure replay</c>: after a restore, erases again every subscriber whom the erasure journal names.
/// </summary>
internal static class ErasureCommands
{
    public static CommandList AddErasureCommands(this CommandList tree) =>
        tree.Group("erasure", "Erasures after a restore.")
            .Add(
                "erasure replay",
                new CenterCommand(
                    "replay",
                    "Erases again, after a restore, everybody the journal of erasures names. The server does the same before it serves.",
                    "erasure replay"
                ).Interrupted("Whoever was erased again stays so; run it again for the others."),
                ReplayAsync,
                CommandNeeds.Database
            );

    private static async Task<int> ReplayAsync(CommandCall call)
    {
        var result = await call.Service<ErasureReplay>().RunAsync(Actor.System, call.Cancel);
        if (call.Json)
            call.Terminal.WriteJson(result);
        else
            call.Terminal.Out.WriteLine(
                Invariant(
                    $"named {result.Named}, erased again {result.Erased}, addresses kept from lists again {result.Kept}"
                )
            );
        return ExitCode.Done;
    }
}
