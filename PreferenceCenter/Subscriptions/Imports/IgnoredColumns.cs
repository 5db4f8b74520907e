namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Columns of which the operator declares that they do not say who must not be emailed (<c>--ignore</c>).
/// </summary>
internal sealed class IgnoredColumns
{
    private const string Star = "*";
    private readonly HashSet<string> names;

    private IgnoredColumns(HashSet<string> names, bool all) => (this.names, All) = (names, all);

    /// <summary>Of all others it is declared too; words that say so outright still count.</summary>
    public bool All { get; }

    public bool Names(string column) => names.Contains(column);

    /// <param name="values">Each a name, names with commas between them, or a star.</param>
    /// <returns>The columns, or the one that is none or is read.</returns>
    public static (IgnoredColumns? Columns, string? Wrong) Of(IReadOnlyList<string> values, ImportColumns columns)
    {
        var unread = columns.Unread.Select(columns.NameOf).ToHashSet(StringComparer.Ordinal);
        var typed = values
            .SelectMany(value =>
                columns.Header.Contains(value) ? [value] : value.Split(',', StringSplitOptions.TrimEntries)
            )
            .ToHashSet(StringComparer.Ordinal);
        var all = typed.Remove(Star) && !unread.Contains(Star);
        return typed.FirstOrDefault(name => !unread.Contains(name) && !columns.IsPassedOver(name)) is { } wrong
            ? (null, wrong)
            : (new IgnoredColumns(typed, all), null);
    }
}
