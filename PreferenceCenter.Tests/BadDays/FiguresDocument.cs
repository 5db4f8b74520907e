using System.Globalization;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Writes the figures of the last long run into docs/bad-days.md, between two markers.</summary>
internal static class FiguresDocument
{
    private const string Begin = "<!-- figures -->",
        End = "<!-- /figures -->";

    public static void Write(DateTimeOffset at, int seed, int minutes, IReadOnlyList<Figure> figures)
    {
        string[] lines =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{at:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {minutes} minutes, seed {seed}:"
            ),
            "",
            "| | |",
            "|---|---|",
            .. figures.Select(f => $"| {f.What} | {f.Value} |"),
        ];
        var table = string.Join('\n', lines);
        Console.WriteLine(table);
        var path = Path.Combine(Repository.Root, "docs", "bad-days.md");
        var text = File.ReadAllText(path);
        File.WriteAllText(
            path,
            $"{text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)]}\n{table}\n{text[text.IndexOf(End, StringComparison.Ordinal)..]}"
        );
    }
}
