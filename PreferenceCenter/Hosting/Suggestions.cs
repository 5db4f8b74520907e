using System.CommandLine;

namespace PreferenceCenter.Hosting;

/// <summary>What somebody may have meant who typed a command, option or setting that is none.</summary>
internal static class Suggestions
{
    public static IEnumerable<string> For(ParseResult parsed, IEnumerable<string> settings)
    {
        var at = parsed.CommandResult.Command;
        string[] commands = [.. at.Subcommands.Select(c => c.Name)];
        string[] options =
        [
            .. at.Options.Concat(parsed.RootCommandResult.Command.Options.Where(o => o.Recursive)).Select(o => o.Name),
            .. settings.Select(key => $"--{key}"),
        ];
        return parsed
            .Tokens.Select(token => token.Value)
            .Where(word => word.Length > 2)
            .Except(commands)
            .Except(options)
            .Select(word => word.Split('=')[0])
            .Select(word =>
                word.StartsWith("--", StringComparison.Ordinal) ? Nearest(word, options) : Nearest(word, commands)
            )
            .OfType<string>()
            .Distinct();
    }

    // A third of the letters may be wrong: what is further away is a guess.
    private static string? Nearest(string word, string[] known) =>
        known.MinBy(one => EditDistance.Between(word, one)) is { } nearest
        && EditDistance.Between(word, nearest) is > 0 and var distance
        && distance <= Math.Max(1, word.Length / 3)
            ? nearest
            : null;
}
