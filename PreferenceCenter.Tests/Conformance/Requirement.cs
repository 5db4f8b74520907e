namespace PreferenceCenter.Tests.Conformance;

/// <summary>Requirement: one row of docs/requirements.tsv.</summary>
/// <param name="Group">Heading of its section.</param>
/// <param name="Open">What is not done yet; null if nothing is open.</param>
internal sealed record Requirement(string Group, string Id, string Text, string Source, string? Open)
{
    /// <summary>Value of <see cref="Open"/> where nothing of the requirement is done.</summary>
    public const string NoTest = "no test yet";

    public static IReadOnlyList<Requirement> ReadAll(IEnumerable<string> lines)
    {
        var (group, number, read) = ("", 0, new List<Requirement>());
        foreach (var line in lines)
        {
            number++;
            if (line.StartsWith('#'))
                group = line[1..].Trim();
            else if (line.Length > 0)
                read.Add(Read(group, line.Split('\t'), number));
        }
        return read.GroupBy(r => r.Id).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"{twice.Key} stands there twice")
            : read;
    }

    private static Requirement Read(string group, string[] columns, int line) =>
        columns switch
        {
            _ when columns.Any(string.IsNullOrWhiteSpace) => throw new FormatException(
                $"line {line}: a column is empty"
            ),
            [var id, var text, var source] => new Requirement(group, id, text, source, null),
            [var id, var text, var source, var open] when open.StartsWith("open: ", StringComparison.Ordinal) =>
                new Requirement(group, id, text, source, open[6..]),
            _ => throw new FormatException(
                $"line {line}: not id, text, source, and perhaps 'open: what is not done yet', with tabs between"
            ),
        };
}
