using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>Prints the help of the library, followed by the examples of the command.</summary>
internal sealed class CommandHelp(HelpAction standard, string program) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        standard.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CenterCommand { Examples.Count: > 0 } command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(command.Examples.Count == 1 ? "Example:" : "Examples:");
            foreach (var example in command.Examples)
                output.WriteLine($"  {program} {example}");
            output.WriteLine();
        }
        return ExitCode.Done;
    }
}
