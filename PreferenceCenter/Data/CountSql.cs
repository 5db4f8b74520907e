using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Statements that read the counts by day, in SQL that both databases accept.</summary>
internal static class CountSql
{
    // Numbers of the periods of a reading, and whether a day is in the period.
    private const int Earlier = -2,
        Compared = -1,
        No = 0,
        Yes = 1;
    private static readonly string[] Columns = Enum.GetNames<DayCount>();
    private static readonly string Sums = Join(", ", c => $"CAST(SUM(\"{c}\") AS bigint)");

    public static string Join(string separator, Func<string, string> of) => string.Join(separator, Columns.Select(of));

    /// <summary>Name of the parameter of a column.</summary>
    public static string Parameter(string column) => $"{char.ToLowerInvariant(column[0])}{column[1..]}";

    /// <summary>The counts of each topic up to a day, by period: -2 before the one compared with, -1 in that one.</summary>
    public static readonly string ByPeriod = Invariant(
        $"""
        SELECT CASE WHEN "Day" < @before THEN {Earlier} WHEN "Day" < @first THEN {Compared} ELSE ("Day" - @first) / @step END, "Topic", {Sums}
        FROM "TopicDays" WHERE "Day" < @until GROUP BY 1, 2
        """
    );

    /// <summary>All of them, by day and topic.</summary>
    public static readonly string All = $"""
        SELECT "Day", "Topic", {Sums} FROM "TopicDays" GROUP BY "Day", "Topic"
        """;

    /// <summary>What each form was sent and confirmed before a day and in the days from it.</summary>
    public static readonly string Forms = Invariant(
        $"""
        SELECT "Form", CASE WHEN "Day" < @first THEN {No} ELSE {Yes} END, CAST(SUM("Submitted") AS bigint), CAST(SUM("Confirmed") AS bigint)
        FROM "FormDays" WHERE "Day" < @until GROUP BY 1, 2
        """
    );
    public const string Languages = """
        SELECT "Language", CAST(SUM("People") AS bigint) FROM "LanguagePeople" GROUP BY "Language"
        """;

    /// <summary>Reasons with what was said, of a time; found by an index of these events alone.</summary>
    public static readonly string Comments = $"""
        SELECT e."Value", e."Refers", e."At", v."Content" FROM "LedgerEvents" e
        JOIN "Evidence" v ON v."Slot" = e."Slot" AND v."Position" = e."Position"
        WHERE e."Kind" = {(int)
            EventKind.ReasonGiven} AND e."At" >= @from AND e."At" < @until ORDER BY e."At", e."Slot", e."Position"
        """;
    public const string LastRecount =
        """SELECT "Number", "Zone" FROM "Recounts" WHERE "Number" = (SELECT MAX("Number") FROM "Recounts")""";
}
