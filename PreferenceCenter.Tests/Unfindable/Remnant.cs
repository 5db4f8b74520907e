namespace PreferenceCenter.Tests.Unfindable;

/// <summary>A row of a table, a line of a file or an email, with every value in it.</summary>
/// <param name="Place">The table, or the kind of file.</param>
/// <param name="Order">Where it stands among the others of its place.</param>
/// <param name="Values">Each value by the column, field or line it stands in.</param>
internal sealed record Remnant(string Place, int Order, IReadOnlyList<(string Column, string Value)> Values)
{
    public const string Log = "LedgerEvents";

    /// <summary>
    /// Whose it is, where several rows are of one person: the ledger id of an event, the number of a subscriber.
    /// </summary>
    public string Owner { get; init; } = $"{Place} {Order}";

    public IEnumerable<string> Distinct => Values.Select(v => v.Value).Distinct(StringComparer.Ordinal);

    public override string ToString() => $"{Place} {Order}";
}
