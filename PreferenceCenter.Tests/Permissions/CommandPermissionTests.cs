using System.CommandLine.Parsing;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Features;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Permissions;

/// <summary>Tests every command with every role and with none. The list of commands is the tree of commands.</summary>
public sealed class CommandPermissionTests
{
    [Fact]
    [Trait("Requirement", "SEC-18")]
    public async Task Commands_are_for_whoever_runs_the_machine_and_for_no_role_of_the_staff()
    {
        await using var rig = await CommandRig.NewAsync();
        var examples = Examples().ToArray();
        Assert.True(examples.Length > 30);
        var callers = new[] { ActorKind.Person, ActorKind.Sender, ActorKind.Staff }
            .Select(kind => new StaffBy(new Actor(kind, RandomId.New()), Channel.Command))
            .Append(default)
            .ToArray();
        // Some need neither settings nor a database; they are listed by name, so that none is added by mistake.
        var without = new SortedSet<string>(StringComparer.Ordinal);
        var before = rig.Rows("""SELECT COUNT(*) FROM "LedgerEvents" """)[0][0];
        foreach (var by in callers)
        foreach (var example in examples)
        {
            rig.By = by;
            var opened = rig.Opened;
            var run = await rig.RunAsync(example);
            if (rig.Opened == opened)
            {
                without.Add(string.Join(' ', example.Take(2)));
                continue;
            }
            Assert.True(
                run.ExitCode == ExitCode.CouldNotBeDone && run.Out.Length == 0 && run.Error.Contains("'operate'"),
                $"{string.Join(' ', example)} by {by.Actor.Kind}: {run.ExitCode} {run.Out} {run.Error}"
            );
        }
        Assert.Equal(before, rig.Rows("""SELECT COUNT(*) FROM "LedgerEvents" """)[0][0]);
        Assert.Equal(["ledger verify-receipt"], without);
        rig.By = PreferenceCenter.Hosting.Commands.Operator;
        (await rig.RunAsync("topics", "export")).Done();
    }

    // One example of each command, as it is typed.
    private static IEnumerable<string[]> Examples() =>
        CommandTree
            .Leaves()
            .Select(leaf => leaf.Command.Examples[0].Split(" > ")[0].Split(" < ")[0])
            .Select(example => CommandLineParser.SplitCommandLine(example).ToArray());
}
