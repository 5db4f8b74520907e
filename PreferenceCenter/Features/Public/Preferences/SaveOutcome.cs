using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Errors;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// What the redirect after a post tells the page: which of the person's events to report. The page shows only fresh
/// ones.
/// </summary>
internal readonly record struct SaveOutcome(
    bool Saved,
    long FromSeq,
    long ToSeq,
    bool Waiting,
    bool Thanked,
    bool DataAsked
)
{
    public const string LinkSent = "sent=1";
    public const string ReasonGiven = "thanks=1";
    public const string DataLinkSent = "data=1";

    public static string Query(ChangeResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"done={result.FromSeq}-{result.ToSeq}")
        + (result.Waiting ? "&waiting=1" : "");

    public static SaveOutcome Read(IQueryCollection query)
    {
        var parts = query["done"].ToString().Split('-');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? new SaveOutcome(true, from, to, query["waiting"] == "1", query["thanks"] == "1", false)
            : new SaveOutcome(false, 0, 0, false, query["thanks"] == "1", query["data"] == "1");
    }

    // Who left is told so because it is so, not because the address says it.
    public static UnusableLinkDone OfExpired(IQueryCollection query, SubscriberSnapshot? person) =>
        query.ContainsKey("sent") ? UnusableLinkDone.LinkSent
        : query.ContainsKey("done") && person is { State.Stopped: true } ? UnusableLinkDone.LeftAll
        : UnusableLinkDone.Nothing;
}
