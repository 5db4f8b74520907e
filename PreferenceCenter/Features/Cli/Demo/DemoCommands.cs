using System.CommandLine;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// The commands <c>demo seed</c>, which makes the demo organisation and a given number of made-up subscribers, and
/// <c>demo clear</c>, which takes them away.
/// </summary>
internal static class DemoCommands
{
    /// <summary>The JSON result of the command.</summary>
    private sealed record Seeded(int Made, long Subscribers);

    /// <summary>The JSON result of <c>demo clear</c>.</summary>
    private sealed record Cleared(int Erased, int Held, int Accounts, int Topics);

    public static CommandList AddDemoCommands(this CommandList tree)
    {
        var subscribers = new Option<int>("--subscribers")
        {
            Description = "How many subscribers there shall be, up to 1000000; existing ones count.",
            HelpName = "N",
            DefaultValueFactory = _ => DemoSeed.Usual,
        };
        subscribers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
                result.AddError("--subscribers is a number from 1 to 1000000.");
        });
        var seed = new CenterCommand(
            "seed",
            "Makes the demo organisation, people with a year of history and, from 200 people on, what staff did with their requests. Refuses where anybody real is.",
            "demo seed --subscribers 1000000"
        )
        {
            subscribers,
        }.Interrupted("The people made so far are there; the same command continues.");
        return tree.Group("demo", "A demo organisation to try things out.")
            .Add("demo seed", seed, call => SeedAsync(call, call.Value(subscribers)))
            .Add(
                "demo clear",
                new CenterCommand(
                    "clear",
                    "Erases the people of the demo, removes its accounts and archives its topics. Refuses where somebody real is subscribed to one.",
                    "demo clear"
                ).Interrupted("What was cleared stays so; the same command goes on."),
                ClearAsync
            );
    }

    private static async Task<int> ClearAsync(CommandCall call)
    {
        if (!new DemoData(call.Service<Database>()).IsHere())
        {
            if (call.Json)
                call.Terminal.WriteJson(new Cleared(0, 0, 0, 0));
            else
                call.Terminal.Out.WriteLine("nothing of the demo is here");
            return ExitCode.Done;
        }
        var clearing = ActivatorUtilities.CreateInstance<DemoClearing>(call.Center);
        if (await clearing.HeldByRealPeopleAsync() is { Count: > 0 } topics)
            return call.Terminal.Refuse(
                $"People whom the demo did not make are subscribed to its topics {string.Join(", ", topics)}. Nothing was changed."
            );
        using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "people");
        var progressLock = new Lock();
        var done = await call.AsOperatorAsync(
            (actor, _) =>
                clearing.RunAsync(
                    actor,
                    count =>
                    {
                        lock (progressLock)
                            progress.Report(count, 0);
                    },
                    call.Cancel
                )
        );
        if (call.Json)
            call.Terminal.WriteJson(new Cleared(done.Erased, done.Held, done.Accounts, done.Topics));
        else
            call.Terminal.Out.WriteLine(
                Invariant(
                    $"{done.Erased} people erased, {done.Accounts} accounts removed, {done.Topics} topics archived"
                )
            );
        return done.Held == 0
            ? ExitCode.Done
            : call.Terminal.Refuse(
                Invariant($"{done.Held} people of the demo are under a legal hold: lift it at /staff/requests first.")
            );
    }

    private static async Task<int> SeedAsync(CommandCall call, int subscribers)
    {
        var demo = ActivatorUtilities.CreateInstance<DemoSeed>(call.Center);
        if (!demo.MayRun())
            return call.Terminal.Refuse(
                "There are people here whom the demo did not make. Point Storage:Directory somewhere empty."
            );
        await using var running = await RunningWriter.StartAsync(call.Service<ChangeWriter>(), call.Cancel);
        var (before, made) = (demo.CountPeople(), 0);
        using (var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "people"))
        {
            var progressLock = new Lock();
            made = await demo.SeedAsync(
                subscribers,
                count =>
                {
                    if (count % 256 != 0)
                        return;
                    lock (progressLock)
                        progress.Report(count, (double)count / subscribers);
                },
                call.Cancel
            );
        }
        if (subscribers >= DemoSeed.Usual)
        {
            await ActivatorUtilities.CreateInstance<DemoPast>(call.Center).SeedAsync(call.Cancel);
            made = (int)(demo.CountPeople() - before);
        }
        if (call.Json)
            call.Terminal.WriteJson(new Seeded(made, demo.CountPeople()));
        else
            call.Terminal.Out.WriteLine(Invariant($"{made} people made, {demo.CountPeople()} are here"));
        return ExitCode.Done;
    }
}
