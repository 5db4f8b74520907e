using System.CommandLine;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Tests.Features;

/// <summary>All commands of the program, to be read and not run.</summary>
internal static class CommandTree
{
    public static Command Read()
    {
        var tree = new CommandList(
            new CommandHost
            {
                Terminal = new Terminal(Stream.Null, TextWriter.Null, TextWriter.Null, false),
                OpenAsync = null!,
                ComposeAsync = null!,
                KeysLost = null!,
                NotPermitted = null!,
                NotReady = null!,
                ServeAsync = null!,
                User = "",
            },
            []
        );
        PreferenceCenter.Hosting.Commands.Add(tree);
        return tree.Root;
    }

    /// <summary>The commands that do something, with the words that are typed for them.</summary>
    public static IEnumerable<(string Path, CenterCommand Command)> Leaves() => Leaves(Read(), "");

    private static IEnumerable<(string, CenterCommand)> Leaves(Command command, string path) =>
        command.Subcommands.SelectMany(child =>
            $"{path} {child.Name}".TrimStart() is var typed && child.Subcommands.Count > 0 ? Leaves(child, typed)
            : child is CenterCommand one ? [(typed, one)]
            : []
        );
}
