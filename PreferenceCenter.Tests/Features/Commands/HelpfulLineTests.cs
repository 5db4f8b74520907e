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
                    "source <(PreferenceCenter completion bash); COMP_LINE='PreferenceCenter ledger ver'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(PreferenceCenter ledger ver); COMP_CWORD=2; _PreferenceCenter; printf '%s\\n' \"${COMPREPLY[@]}\""
                ),
                new(
                    "zsh",
                    "compdef() { :; }; compadd() { print -l -- $found; }; source <(PreferenceCenter completion zsh); BUFFER='PreferenceCenter ledger ver'; CURSOR=${#BUFFER}; _PreferenceCenter"
                ),
                new("fish", "PreferenceCenter completion fish | source; complete -C 'PreferenceCenter ledger ver'"),
                new(
                    "pwsh",
                    "PreferenceCenter completion pwsh | Out-String | Invoke-Expression; $l='PreferenceCenter ledger ver'; (TabExpansion2 $l $l.Length).CompletionMatches.CompletionText"
                ),
            }.Where(row => File.Exists($"/usr/bin/{row.Data.Item1}")),
        ];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_shell_completes_what_was_begun(string shell, string script)
    {
        var start = new ProcessStartInfo($"/usr/bin/{shell}", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
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
    }
}
