using System.Text.Json;
using PreferenceCenter.Ledger.Events;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Helpers of the import tests for the command line and the database.</summary>
internal static class ImportRig
{
    public static async Task<JsonElement> ImportAsync(
        this CommandRig rig,
        string name,
        string csv,
        params string[] options
    )
    {
        var run = await rig.RunAsync(["import", rig.Write(name, csv), "--json", .. options]);
        return Summary(run);
    }

    /// <summary>What a run counted. It ends with 1 where it lost opt-outs, and only there.</summary>
    public static JsonElement Summary(CommandRun run)
    {
        var summary = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(
            run.ExitCode == (summary.GetProperty("unreadableOptOuts").GetInt64() > 0 ? 1 : 0),
            $"{run.ExitCode}: {summary}"
        );
        return summary;
    }

    public static void Counts(JsonElement summary, params (string Name, long Count)[] expected)
    {
        foreach (var (name, count) in expected)
            Assert.True(
                summary.GetProperty(name).GetInt64() == count,
                $"{name} is {summary.GetProperty(name)}: {summary}"
            );
    }

    /// <summary>Lines of the report without their explanations.</summary>
    public static string[] Remarks(string report) =>
        [
            .. File.ReadAllText(report)
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => string.Join(',', Cells(line).Take(3))),
        ];

    /// <summary>Cells of a line of CSV that we wrote, with two quotes where one is meant.</summary>
    public static string[] Cells(string line) => line[1..^1].Split("\",\"");

    /// <summary>Every row of every table but the journals, which say when they were in use last.</summary>
    public static List<string> Everything(this CommandRig rig)
    {
        using var raw = rig.Stored.Raw();
        var tables = raw.Rows(raw.Tables)
            .Select(table => (string)table[0]!)
            .Where(table => table != "Journals")
            .ToArray();
        return
        [
            .. tables.SelectMany(table =>
                raw.Rows($"""SELECT * FROM "{table}" """)
                    .Select(row => $"{table}: {string.Join('|', row.Select(Text))}")
                    .Order(StringComparer.Ordinal)
            ),
        ];
    }

    /// <summary>All subscribers and choices, without times and internal numbers.</summary>
    public static List<string> People(this CommandRig rig) =>
        [
            .. rig.Rows(
                    """
                    SELECT s."AddressKey", s."Address", s."Name", s."Language", c."Aspect", c."Value", c."Wish", c."GrantKind"
                    FROM "Subscribers" s LEFT JOIN "Choices" c ON c."SubscriberId" = s."Id" ORDER BY s."AddressKey", c."Aspect"
                    """
                )
                .Select(row => string.Join('|', row.Select(Text))),
            .. rig.Rows("""SELECT "KeyedHash", "Reason" FROM "Suppressions" """)
                .Select(row => $"suppressed {row[1]}")
                .Order(StringComparer.Ordinal),
            // The evidence of each grant and opt-out names the row it came from.
            .. rig.Rows("""SELECT "Content" FROM "Evidence" """)
                .Select(row => Evidence.Parse((byte[])row[0]!)!)
                .Select(e => Invariant($"{e.Address} {e.File}:{e.Line} {e.Grade} {e.Text}"))
                .Order(StringComparer.Ordinal),
        ];

    private static string Text(object? value) =>
        value switch
        {
            byte[] bytes => Convert.ToHexString(bytes),
            IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
}
