using System.CommandLine;
using System.CommandLine.Help;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Parses the command line: takes out the settings and runs the rest as a command. Without a command the program
/// serves.
/// </summary>
internal static partial class CommandLine
{
    private const string Program = "PreferenceCenter",
        Help = "help";

    public static async Task<int> RunAsync(string[] arguments, CommandHost host, Action<CommandList> addCommands)
    {
        // The library translates its messages into the machine's language where it can. Half of a message would then be
        // in another language.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var (settings, typed, fault) = SettingArguments.TakeOut(arguments);
        var asksHelp = typed is [Help, ..];
        IReadOnlyList<string> others = asksHelp ? [.. typed.Skip(1), "--help"] : typed;
        var tree = Build(host, settings, addCommands);
        // No response files: an address may begin with @ by mistake, and must not make the program read a file.
        var parsed = tree.Root.Parse(others, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (asksHelp && parsed.UnmatchedTokens.Count > 0)
            return WrongUsage(tree, parsed, host.Terminal, $"There is no command {parsed.UnmatchedTokens[0]}.");
        if (parsed.Action is CommandHelp or System.CommandLine.Invocation.CommandLineAction { ClearsParseErrors: true })
            fault = null;
        else
            fault ??= UnknownOption(parsed);
        if (fault is not null || (parsed.Errors.Count > 0 && parsed.Action is not CommandHelp))
            return WrongUsage(tree, parsed, host.Terminal, fault);

        var serves = parsed.CommandResult.Command == tree.Root || parsed.CommandResult.Command.Name == "serve";
        host.Interruption.Serves = serves;
        return await InvokeAsync(parsed, host);
    }

    private static CommandList Build(CommandHost host, IReadOnlyList<string> settings, Action<CommandList> addCommands)
    {
        var tree = new CommandList(host, settings);
        var serve = new CenterCommand(
            "serve",
            "Serves pages and sends email until it is stopped. The default when no command is given.",
            "serve --Urls=http://localhost:5080"
        );
        serve.SetAction((_, _) => host.ServeAsync(settings));
        tree.Root.SetAction((_, _) => host.ServeAsync(settings));
        tree.Add("serve", serve);
        addCommands(tree);
        tree.AddCompletionCommand(Program);
        tree.Add(Help, HelpCommand());
        var help = tree.Root.Options.OfType<HelpOption>().Single();
        help.Action = new CommandHelp((HelpAction)help.Action!, Program);
        return tree;
    }

    // Listed among the commands; the words behind it are parsed as a command with --help.
    private static CenterCommand HelpCommand()
    {
        var help = new CenterCommand(Help, "Explains a command, as --help behind it does.", "help import")
        {
            new Argument<string[]>("COMMAND") { Description = "The command's words; none for all commands." },
        };
        help.SetAction(_ => ExitCode.WrongUsage);
        return help;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, CommandHost host)
    {
        var (terminal, interruption) = (host.Terminal, host.Interruption);
        try
        {
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                interruption.Token
            );
            await terminal.Out.FlushAsync();
            return code;
        }
        // Whatever fails once it is to end fails because of that: a cancelled statement, a closed connection.
        catch (Exception) when (!interruption.Serves && interruption.ExitCode is not null)
        {
            var standing = interruption.Standing ?? (parsed.CommandResult.Command as CenterCommand)?.WhenInterrupted;
            await terminal.Out.FlushAsync();
            await terminal.Error.WriteLineAsync($"Interrupted. {standing}");
            return interruption.ExitCode.Value;
        }
        catch (OperationCanceledException)
        {
            return terminal.Refuse("Stopped.");
        }
        catch (Exception reason)
            when (reason
                    is IOException
                        or UnauthorizedAccessException
                        or DbException
                        or InvalidDataException
                        or LinkKeysException
            )
        {
            return terminal.Refuse(Refusal(reason, Environment.UserName));
        }
    }

    /// <summary>What the machine says of a file, and what it leaves out: whose rights counted.</summary>
    internal static string Refusal(Exception reason, string user) =>
        reason switch
        {
            UnauthorizedAccessException when DeniedPath(reason.Message) is { } path => Directory.Exists(path)
                ? $"{path} is a directory."
                : $"{path} may not be opened by {user}, who runs this. Put it where {user} may read and write, or hand it over on standard input: `-` in its place.",
            SqliteException { SqliteErrorCode: CannotOpen or ReadOnly } =>
                $"{reason.Message} The database in Storage:Directory cannot be opened by {user}, who runs this: see that its files and the directory are that user's.",
            _ => reason.Message,
        };

    private const int ReadOnly = 8,
        CannotOpen = 14;

    private static string? DeniedPath(string message) =>
        Denied().Match(message) is { Success: true } denied ? denied.Groups[1].Value : null;

    [GeneratedRegex("^Access to the path '(.+)' is denied")]
    private static partial Regex Denied();

    // The library takes an unknown option for an argument where one is wanted, and complains of the next, or of none.
    private static string? UnknownOption(ParseResult parsed)
    {
        var typed = parsed.Tokens.TakeWhile(t => t.Type != System.CommandLine.Parsing.TokenType.DoubleDash);
        var unknown = typed.FirstOrDefault(t =>
            t.Type == System.CommandLine.Parsing.TokenType.Argument
            && t.Value.Length > 1
            && t.Value[0] == '-'
            && !t.Value.Contains('@', StringComparison.Ordinal)
        );
        return unknown is null ? null : $"Unknown option {unknown.Value}.";
    }

    private static int WrongUsage(CommandList tree, ParseResult parsed, Terminal terminal, string? fault)
    {
        if (fault is not null)
            terminal.Error.WriteLine(fault);
        else
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine(error.Message);
        foreach (var meant in Suggestions.For(parsed, SettingKeys.All))
            terminal.Error.WriteLine($"Did you mean {meant}?");
        terminal.Error.WriteLine();
        var path = new List<string> { "--help" };
        for (
            var at = parsed.CommandResult;
            at.Command != tree.Root && at.Parent is System.CommandLine.Parsing.CommandResult parent;
            at = parent
        )
            path.Insert(0, at.Command.Name);
        tree.Root.Parse(path).Invoke(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error });
        return ExitCode.WrongUsage;
    }
}
