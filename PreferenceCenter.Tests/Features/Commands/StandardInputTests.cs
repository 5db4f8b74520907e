using System.CommandLine;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>
/// Walks every file that any command takes: a dash is standard input where the file is read, and is refused where it is
/// written.
/// </summary>
public sealed class StandardInputTests
{
    private const string Garbage = "neither JSON nor anything else";

    [Fact]
    public async Task Each_file_that_is_read_can_be_a_dash_and_none_that_is_written()
    {
        await using var rig = await CommandRig.NewAsync();
        var (read, written) = (0, 0);
        foreach (var (path, command) in CommandTree.Leaves())
        foreach (
            var file in command
                .Arguments.Cast<Symbol>()
                .Concat(command.Options)
                .Where(s => NameOf(s).StartsWith("FILE", StringComparison.Ordinal))
        )
        {
            string[] typed = [.. path.Split(' '), .. Typed(command, file, rig.Write("other", Garbage))];
            var run = await rig.RunAsync(Garbage, typed);
            var said = $"{string.Join(' ', typed)}: {run.ExitCode} {run.Error}";
            if (file.Description!.Contains("- reads standard input", StringComparison.Ordinal))
            {
                read++;
                // It was read: it is answered line by line, or its content is what is wrong.
                Assert.True(run.ExitCode != 0 || run.Out.Contains(Garbage, StringComparison.Ordinal), said);
                Assert.DoesNotContain("Usage:", said, StringComparison.Ordinal);
                Assert.DoesNotContain("find file", said, StringComparison.OrdinalIgnoreCase);
            }
            else
            {
                written++;
                Assert.True(run.ExitCode == 2, said);
                Assert.Contains(
                    path == "templates apply" ? "standard input has none" : "Name the file to write",
                    said,
                    StringComparison.Ordinal
                );
            }
            Assert.False(File.Exists("-"));
        }
        Assert.True(read >= 14 && written >= 4, $"{read} read, {written} written");
    }

    private static string NameOf(Symbol symbol) => symbol is Option option ? option.HelpName ?? "" : symbol.Name;

    // The file is the dash; all else that the command needs is something.
    private static IEnumerable<string> Typed(Command command, Symbol file, string other) =>
        command
            .Arguments.Where(a => a == file || a.Arity.MinimumNumberOfValues > 0)
            .Select(a =>
                a == file ? "-"
                : a.Name == "TOPIC" ? "news"
                : other
            )
            .Concat(
                command
                    .Options.Where(o => o == file || o.Required)
                    .SelectMany(o => new[] { o.Name, o == file ? "-" : "ada@example.org" })
            );
}
