using System.IO.Enumeration;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>A column by which a program shows that a contact must not be mailed.</summary>
/// <param name="Column">Name of the column; <c>*</c> stands for any characters.</param>
/// <param name="Means">Status of a contact whose cell carries the sign.</param>
internal sealed record StatusSign(string Column, ImportStatus Means)
{
    // Values of contacts who may be mailed. Any other value counts as the sign, so that an unknown word excludes the
    // contact.
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

    private static readonly string[] Yes = ["true", "yes", "1", "disabled"];

    /// <summary>The sign is about one list: it unsubscribes from the row's topics, not from everything.</summary>
    public bool OfList { get; init; }

    /// <summary>The column may hold any text: only known words count.</summary>
    public bool Worded { get; init; }

    public bool Is(string column) => Matches(Column, column);

    public static bool Matches(string pattern, string text) =>
        FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    /// <summary>The cell says by itself that somebody is out, whatever column it stands in.</summary>
    public static bool IsPlain(string cell) =>
        Yes.Contains(cell, StringComparer.OrdinalIgnoreCase) || Leaves.Any(word => Matches(word, cell));

    /// <summary>Status given by the cell; null if the cell does not exclude the contact.</summary>
    public ImportStatus? Read(string cell)
    {
        if (No.Contains(cell) || (Worded && !Leaves.Any(word => Matches(word, cell))))
            return null;
        // The cell may give the reason of a block: a complaint or a bounce. A bounce column stays a bounce, whatever
        // reason the other server gave.
        if (Means == ImportStatus.Unsubscribed && Complaints.Any(word => Matches(word, cell)))
            return ImportStatus.Complained;
        return Means == ImportStatus.Unsubscribed && Bounces.Any(word => Matches(word, cell))
            ? ImportStatus.Bounced
            : Means;
    }
}
