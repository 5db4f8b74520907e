using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.Data;

/// <summary>A call of a hand-written statement, with what is wrong about its values.</summary>
internal sealed record StatementCall(string Statement, string? Fault);

/// <summary>
/// Finds the calls of hand-written statements in a source, and compares the names of the values they give with the
/// parameters of the statement. A statement of one parameter may be given its value without a name.
/// </summary>
internal static partial class NamedValues
{
    public static string[] In(string sql) =>
        [.. Name.Matches(sql).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    public static IEnumerable<StatementCall> Calls(string source, IReadOnlyDictionary<string, string[]> statements)
    {
        string[] types = [.. Type.Matches(source).Select(m => m.Groups["name"].Value)];
        foreach (var call in Call.Matches(source).Cast<Match>())
        {
            var named = call.Groups["statement"].Value;
            var statement = named.Contains('.', StringComparison.Ordinal)
                ? named
                : types.Select(type => $"{type}.{named}").FirstOrDefault(statements.ContainsKey);
            if (statement is null || !statements.TryGetValue(statement, out var parameters))
                continue;
            var open = call.Groups["open"].Index;
            var end = EndOf(source, open);
            var given =
                source[end - 1] == ']'
                && source[(call.Groups["statement"].Index + named.Length)..(end - 1)].Trim() == ""
                    ? Chain(source, end)
                    : Given.Matches(source[open..end]).Select(m => m.Groups["name"].Value).ToArray();
            var unnamed = given.Length == 0 && parameters.Length == 1;
            yield return new StatementCall(
                statement,
                unnamed || given.Order(StringComparer.Ordinal).SequenceEqual(parameters.Order(StringComparer.Ordinal))
                    ? null
                    : $"{statement} takes {string.Join(", ", parameters)} and is given {string.Join(", ", given)}"
            );
        }
    }

    private static string[] Chain(string source, int from)
    {
        var given = new List<string>();
        while (With.Match(source, from) is { Success: true } with)
        {
            given.Add(with.Groups["name"].Value);
            from = EndOf(source, with.Groups["open"].Index);
        }
        return [.. given];
    }

    private static int EndOf(string source, int open)
    {
        for (var (i, depth) = (open, 0); ; i++)
        {
            depth += source[i] switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
            if (depth == 0)
                return i + 1;
        }
    }

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex Name { get; }

    [GeneratedRegex("""\b(class|struct|record)\s+(?<name>\w+)""")]
    private static partial Regex Type { get; }

    [GeneratedRegex("""(\w(?<open>\[)|\bRun(?<open>\())\s*(?<statement>[A-Z]\w*(\.[A-Z]\w*)?)\s*(?=[,\])])""")]
    private static partial Regex Call { get; }

    [GeneratedRegex("""\(\s*"(?<name>@\w+)"\s*,""")]
    private static partial Regex Given { get; }

    [GeneratedRegex("""\G\s*\.With(?<open>\()\s*"(?<name>@\w+)"\s*,""")]
    private static partial Regex With { get; }
}
