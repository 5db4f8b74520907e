using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>The table of statements in docs/benchmarks.md, one for each kind of database.</summary>
internal static partial class StatementDocument
{
    public static readonly string Path = System.IO.Path.Combine(Repository.Root, "docs", "benchmarks.md");

    public static string Table(
        IReadOnlyDictionary<string, StatementCost> one,
        IReadOnlyDictionary<string, StatementCost> many
    )
    {
        var table = new StringBuilder("\n| | 1 row | 100 rows |\n| --- | ---: | ---: |\n");
        foreach (var (what, cost) in one)
        {
            var (kind, name) = (what[..what.IndexOf(' ')], what[(what.IndexOf(' ') + 1)..]);
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {kind} `{name}`{(cost.Writes ? ", writes" : "")} | {cost.Count} | {many[what].Count} |\n"
            );
        }
        return table.Append('\n').ToString();
    }

    /// <summary>The document with that table between the marks of that database.</summary>
    public static string With(string document, string database, string table)
    {
        var range = RangeOf(document, database);
        return document[..range.Start] + table + document[range.End..];
    }

    /// <summary>The figures of a database's table by page, command or work.</summary>
    public static IReadOnlyDictionary<string, (int One, int Many)> Read(string document, string database)
    {
        var (start, end) = RangeOf(document, database);
        return Line.Matches(document[start..end])
            .ToDictionary(
                line => $"{line.Groups[1].Value} {line.Groups[2].Value}",
                line => (Number(line.Groups[3].Value), Number(line.Groups[4].Value)),
                StringComparer.Ordinal
            );
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static (int Start, int End) RangeOf(string document, string database)
    {
        var from = $"<!-- statements: {database}, written by StatementCostTests; UPDATE_DOCS=1 dotnet test -->\n";
        var start = document.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return (start, document.IndexOf($"<!-- /statements: {database} -->", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| (\w+) `([^`]+)`.*?\| (\d+) \| (\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Line { get; }
}
