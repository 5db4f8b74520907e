using System.Diagnostics;
using Xunit;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests what helps whoever types: <c>help</c>, "did you mean", and completion in the shells that are here.</summary>
public sealed class HelpfulLineTests
{
    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help import", "import --help")]
    [InlineData("help links mint", "links mint --help")]
    public async Task Help_before_a_command_is_help_behind_it(string typed, string same)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal((await rig.RunAsync(same.Split(' '))).Done(), (await rig.RunAsync(typed.Split(' '))).Done());
    }

    [Theory]
    [InlineData("gat", "gate")]
    [InlineData("imprt list.csv", "import")]
    [InlineData("ledger verfy", "verify")]
    [InlineData("links mnit --email a@example.org", "mint")]
    [InlineData("import list.csv --dryrun", "--dry-run")]
    [InlineData("gate news --Mail:Smtp:Pasword=x a@example.org", "--Mail:Smtp:Password")]
    [InlineData("help imprt", "import")]
    public async Task What_is_mistyped_is_two_and_the_nearest_is_named(string typed, string meant)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains($"Did you mean {meant}?\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import --dryrun list.csv", "--dryrun")]
    [InlineData("import list.csv --dryrun", "--dryrun")]
    [InlineData("gate news a@example.org --jsn", "--jsn")]
    public async Task An_unknown_option_is_named_wherever_it_stands(string typed, string option)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.StartsWith(
            $"Unknown option {option}.\n",
            (await rig.RunAsync(typed.Split(' '))).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_like_nothing_is_not_guessed()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.DoesNotContain("Did you mean", (await rig.RunAsync("xylophone")).Error, StringComparison.Ordinal);
    }

    /// <summary>Shells that are installed here; bash is everywhere.</summary>
    public static TheoryData<string, string> Shells =>
        [
            .. new TheoryDataRow<string, string>[]
            {
                new(
                    "bash",
                    "source <(NAME completion bash); f=$(complete -p NAME); f=${f##*-F }; COMP_LINE='NAME ledger ver'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(NAME ledger ver); COMP_CWORD=2; ${f%% *}; printf '%s\\n' \"${COMPREPLY[@]}\""
                ),
                new(
                    "zsh",
                    "compdef() { [[ $* == *' NAME'* ]] && f=$1; }; compadd() { print -l -- $found; }; source <(NAME completion zsh); words=(NAME ledger ver); CURRENT=3; $f"
                ),
                new("fish", "NAME completion fish | source; complete -C 'NAME ledger ver'"),
                new(
                    "pwsh",
                    "NAME completion pwsh | Out-String | Invoke-Expression; $l='NAME ledger ver'; (TabExpansion2 $l $l.Length).CompletionMatches.CompletionText"
                ),
            }.Where(row => File.Exists($"/usr/bin/{row.Data.Item1}")),
        ];

    // The program has its own name and the one that packages give it.
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_shell_completes_what_was_begun(string shell, string script)
    {
        await CompletesAsync(shell, script.Replace("NAME", "PreferenceCenter", StringComparison.Ordinal));
        await CompletesAsync(shell, script.Replace("NAME", "preference-center", StringComparison.Ordinal));
    }

    private static async Task CompletesAsync(string shell, string script)
    {
        var links = Directory.CreateTempSubdirectory("preference-center-");
        File.CreateSymbolicLink(
            Path.Combine(links.FullName, "preference-center"),
            Path.Combine(AppContext.BaseDirectory, "PreferenceCenter")
        );
        var start = new ProcessStartInfo($"/usr/bin/{shell}", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{links}:{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["verify", "verify-receipt"],
            (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order()
        );
        Assert.Equal("", await error);
        links.Delete(recursive: true);
    }
}
