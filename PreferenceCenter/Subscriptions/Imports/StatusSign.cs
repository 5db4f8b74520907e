using System.IO.Enumeration;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>A column by which a program says that somebody is out.</summary>
/// <param name="Column">Its name; <c>*</c> stands for anything.</param>
/// <param name="Means">What somebody is whose cell there says so.</param>
internal sealed record StatusSign(string Column, ImportStatus Means)
{
    // What stands in such a column of people who are not out. Anything else there is taken for a yes: a word not known
    // keeps mail away.
    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase)
    {
        "",
        "false",
        "no",
        "0",
        "n",
        "null",
        "enabled",
        "subscribed",
        "confirmed",
        "unconfirmed",
        "marketing contact",
    };
    private static readonly string[] Bounces = ["*bounce*"];
    private static readonly string[] Complaints = ["*spam*", "*complain*"];
    private static readonly string[] Leaves =
    [
        "*unsubscri*",
        "*blocklist*",
        "*blacklist*",
        "*opt*out*",
        .. Bounces,
        .. Complaints,
    ];

    /// <summary>It is about one list, not all mail: the row's topics are left, not everything.</summary>
    public bool OfList { get; init; }

    /// <summary>It may hold anything: only a word that says so counts.</summary>
    public bool Worded { get; init; }

    public bool Is(string column) => Matches(Column, column);

    public static bool Matches(string pattern, string text) =>
        FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    /// <summary>What the cell says; null where it says nothing against mail.</summary>
    public ImportStatus? Read(string cell)
    {
        if (No.Contains(cell) || (Worded && !Leaves.Any(word => Matches(word, cell))))
            return null;
        // Why somebody is on a list of the blocked; a bounce keeps its name whatever reason the other server gave.
        if (Means == ImportStatus.Unsubscribed && Complaints.Any(word => Matches(word, cell)))
            return ImportStatus.Complained;
        return Means == ImportStatus.Unsubscribed && Bounces.Any(word => Matches(word, cell))
            ? ImportStatus.Bounced
            : Means;
    }
}
