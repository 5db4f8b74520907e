using System.Text.RegularExpressions;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>How many statements something cost, and whether any of them wrote.</summary>
internal sealed partial record StatementCost(int Count, bool Writes)
{
    public static StatementCost Of(IReadOnlyList<string> statements) =>
        new(statements.Count, statements.Any(Writing.IsMatch));

    /// <summary>
    /// Whether another run may cost this. Reads are nearly the same each time; what waits together is written together, so how
    /// many statements a change takes depends on what waited beside it.
    /// </summary>
    public bool IsAlike(int count) =>
        Math.Abs(Count - count) <= (Writes ? Math.Max(20, Math.Max(Count, count) / 2) : OfOthers);

    // A connection that was idle is asked before its use, and what runs beside a page or command asks too. A question for
    // each row would show as a hundred.
    private const int OfOthers = 12;

    [GeneratedRegex(@"\b(INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Writing { get; }
}
