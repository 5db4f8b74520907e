using System.Text.RegularExpressions;
using PreferenceCenter.Hosting;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Tests.Features;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that docs/commands.md explains every command and option, and that every command line of the documents is one.
/// </summary>
public sealed partial class CommandsDocumentTests
{
    [Fact]
    public void It_explains_every_command_and_option()
    {
        var text = Document.Read("commands.md");
        var missing = new List<string>();
        foreach (var (path, command) in CommandTree.Leaves())
        {
            // A group of commands is often told in one line, as in `links keys` and `links rotate`.
            if (
                !text.Contains($"`{path}", StringComparison.Ordinal)
                && !text.Contains($"## {path}", StringComparison.Ordinal)
            )
                missing.Add(path);
            missing.AddRange(
                command
                    .Options.Where(option => !option.Hidden && !text.Contains(option.Name, StringComparison.Ordinal))
                    .Select(option => $"{path} {option.Name}")
            );
        }
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_command_line_of_the_documents_is_a_command()
    {
        string[] lines =
        [
            .. Directory
                .GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")
                .SelectMany(file => CommandLines(File.ReadAllText(file)))
                .Distinct(),
        ];
        Assert.Contains(lines, line => line.StartsWith("backup ", StringComparison.Ordinal));
        Assert.Contains("database migrate", lines);
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var error = new StringWriter();
            // Settings, or the file of a receipt, are the first that a command asks for: reached, everything typed was
            // understood.
            var code = await CommandLine.RunAsync(Words(line), Host(error), Commands.Add);
            if (code is not (ExitCode.WrongSettings or ExitCode.CouldNotBeDone))
                wrong.Add($"{line}: {code} {error}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("a \"b c\" 'd'", "a|b c|d")]
    [InlineData("restore x.db   # why", "restore|x.db")]
    [InlineData("export topics > file.json", "export|topics")]
    public void A_line_is_read_as_a_shell_does(string line, string words) =>
        Assert.Equal(words, string.Join('|', Words(line)));

    private static CommandHost Host(TextWriter error) =>
        new()
        {
            Terminal = new Terminal(Stream.Null, TextWriter.Null, error, false),
            OpenAsync = (_, _) => Task.FromResult<IServiceProvider?>(null),
            ComposeAsync = (_, _) => Task.FromResult<IServiceProvider?>(null),
            KeysLost = null!,
            NotPermitted = null!,
            NotReady = null!,
            ServeAsync = _ => Task.FromResult(ExitCode.WrongSettings),
            User = "",
        };

    // What stands in fenced blocks behind the name of the program, whoever runs it and wherever it lies.
    private static IEnumerable<string> CommandLines(string document) =>
        Fenced()
            .Matches(document)
            .SelectMany(block => block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => Called().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value.Trim());

    private static string[] Words(string line) =>
        [
            .. Word()
                .Matches(Redirected().Replace(line, ""))
                .Select(word =>
                    word.Groups[1].Success ? word.Groups[1].Value
                    : word.Groups[2].Success ? word.Groups[2].Value
                    : word.Value
                ),
        ];

    [GeneratedRegex("^ *```[a-z]*\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(
        """^ *(?:sudo (?:--\S+ )?-u \S+ +|env +|[A-Za-z_]+=(?:"[^"]*"|\S+) +|docker compose exec \S+ )*(?:\S*/)?(?:PreferenceCenter|preference-center) ([a-z].*)$"""
    )]
    private static partial Regex Called();

    [GeneratedRegex("\"([^\"]*)\"|'([^']*)'|\\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+(#|\||>|<|&&|2>).*$")]
    private static partial Regex Redirected();
}
