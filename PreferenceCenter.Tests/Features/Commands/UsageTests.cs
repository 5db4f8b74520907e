using System.CommandLine;
using PreferenceCenter.Shared.Terminal;
using Xunit;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests usage errors, help texts and examples of all commands.</summary>
public sealed class UsageTests
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("gat", "gat")]
    [InlineData("gate", "TOPIC")]
    [InlineData("gate news", "Name an address")]
    [InlineData("gate news --bogus x@example.org", "--bogus")]
    [InlineData("gate news --Mail:Smtp:Hots=x", "--Mail:Smtp:Hots=x")]
    [InlineData("serve --Mail:Smtp:Hots=x", "--Mail:Smtp:Hots=x")]
    [InlineData("--verbose", "--verbose")]
    [InlineData("links", "command")]
    [InlineData("import", "FILE")]
    [InlineData("import a.csv b.csv", "b.csv")]
    [InlineData("import a.csv --report", "--report")]
    [InlineData("export audience news --format xml", "xml")]
    [InlineData("export audience news --segment x", "not there yet")]
    [InlineData("links revoke many", "many")]
    [InlineData("links mint", "--email")]
    [InlineData("outbox retry", "ID")]
    [InlineData("outbox list --state sent", "sent")]
    [InlineData("unsubscribe a@example.org --reason because", "because")]
    [InlineData("demo seed --subscribers 0", "1000000")]
    [InlineData("backup", "FILE")]
    [InlineData("restore", "Name a FILE")]
    [InlineData("restore --accept-loss", "go together")]
    [InlineData("restore --replay --reason because", "go together")]
    [InlineData("restore a.db --accept-loss --reason because", "stands alone")]
    [InlineData("import a.csv --Storage:Directory", "Storage:Directory")]
    public async Task Wrong_usage_is_two_and_shows_help_where_complaints_go(string typed, string why)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.Contains("Usage:", run.Error);
        Assert.Empty(rig.Served);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task No_command_serves_with_the_settings_typed()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        (await rig.RunAsync("--Urls=http://localhost:1", "--Site:Name", "Acme")).Done();
        (await rig.RunAsync("serve")).Done();
        Assert.Equal(
            [
                ["--Urls=http://localhost:1", "--Site:Name=Acme"],
                [],
            ],
            rig.Served
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Wrong_settings_are_seventy_eight_each_with_its_key()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync("ledger", "verify", "--Mail:Smtp:Port=no", "--Site:TimeZone=Mars/Olympus");
        Assert.Equal((78, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            ["Mail:Smtp:Port", "Site:TimeZone"],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).Order()
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("--help")]
    [InlineData("import --help")]
    [InlineData("gate -h")]
    [InlineData("links --help")]
    public async Task Help_asked_for_is_a_result(string typed)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Contains("Usage:", run.Done());
        Assert.Equal("", run.Error);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Help_shows_how_a_command_is_typed()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Contains(
            "  PreferenceCenter gate news ada@example.org\n",
            (await rig.RunAsync("gate", "--help")).Done()
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Every_command_says_what_it_does_and_its_examples_parse()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var root = CommandTree.Read();
        var commands = All(root).ToArray();
        Assert.True(commands.Length > 20);
        foreach (var command in commands)
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            foreach (var symbol in command.Arguments.Cast<Symbol>().Concat(command.Options))
                Assert.False(string.IsNullOrWhiteSpace(symbol.Description), $"{command.Name} {symbol.Name}");
            if (command.Subcommands.Count > 0)
                continue;
            var examples = Assert.IsType<CenterCommand>(command).Examples;
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.Empty(root.Parse(example.Split(" > ")[0].Split(" < ")[0]).Errors));
        }
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(c => All(c).Prepend(c));
}
