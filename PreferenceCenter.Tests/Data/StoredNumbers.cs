using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Finds numbers in hand-written SQL that stand for a member of an enum: compared with its column, assigned by a CASE or
/// inserted. A statement names the member instead, so that both cannot differ.
/// </summary>
internal static partial class StoredNumbers
{
    // Columns of numbers whose names are constants or an enum in code.
    private static readonly string[] Named = ["Aspect", "TouchedBy", "Scope"];

    public static IReadOnlySet<string> ColumnsOf(IModel model) =>
        model
            .GetEntityTypes()
            .SelectMany(table => table.GetProperties())
            .Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).IsEnum)
            .Select(p => p.Name)
            .Concat(Named)
            .ToHashSet(StringComparer.Ordinal);

    public static IEnumerable<string> In(string path, string text, IReadOnlySet<string> columns) =>
        Compared
            .Matches(text)
            .Where(m => columns.Contains(m.Groups["column"].Value))
            .Concat(Assigned.Matches(text))
            .Select(m => m.Value)
            .Concat(Insert.Matches(text).SelectMany(m => Inserted(m, text, columns)))
            .Select(found => $"{path}: {found}");

    private static IEnumerable<string> Inserted(Match insert, string text, IReadOnlySet<string> columns)
    {
        var names = insert.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);
        var values = Listed(text[(insert.Index + insert.Length)..]);
        return names
            .Zip(values)
            .Where(pair => columns.Contains(pair.First.Trim('"')) && Number.IsMatch(pair.Second))
            .Select(pair => $"{pair.First} receives {pair.Second}");
    }

    // Up to the end of the list of values, or of what is selected.
    private static List<string> Listed(string text)
    {
        var (values, depth, from) = (new List<string>(), 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var ends = (text[i] == ')' && depth == 0) || text.AsSpan(i).StartsWith("FROM ", StringComparison.Ordinal);
            if (ends || (text[i] == ',' && depth == 0))
            {
                values.Add(text[from..i].Trim());
                from = i + 1;
            }
            if (ends)
                break;
            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
        }
        return values;
    }

    [GeneratedRegex("""\\?"(?<column>[A-Za-z]+)\\?"\s*(=|<>|!=|<=|>=|<|>|IN\s*\()\s*-?\d+""")]
    private static partial Regex Compared { get; }

    [GeneratedRegex("""\b(THEN|ELSE)\s+-?\d+""")]
    private static partial Regex Assigned { get; }

    [GeneratedRegex("""INSERT INTO "\w+" \((?<columns>[^)]*)\)\s*(VALUES\s*\(|SELECT\s)""")]
    private static partial Regex Insert { get; }

    [GeneratedRegex("""^-?\d+$""")]
    private static partial Regex Number { get; }
}
