using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Errors;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Query of the redirect after a post: which of the subscriber's events the page reports. The page shows only recent
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
    /// <summary>Keys of topics that the form asked for and that were not to be had.</summary>
    public IReadOnlyList<string> Missed
    {
        get => field ?? [];
        init;
    }

    /// <summary>A part of the form was not understood and not done.</summary>
    public bool LeftOut { get; init; }

    /// <summary>A part of the form was not done because too much came through this link today.</summary>
    public bool CutShort { get; init; }

    public const string Unchanged = "done=0-0";
    public const string LinkSent = "sent=1";
    public const string ReasonGiven = "thanks=1";
    public const string DataLinkSent = "data=1";

    public static string Query(ChangeResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"done={result.FromSeq}-{result.ToSeq}")
        + (result.Waiting ? "&waiting=1" : "");

    /// <summary>The query after a form of which a part was not done.</summary>
    /// <param name="lessAlone">Of the form, only what takes away was done.</param>
    public static string Query(ChangeResult result, ChoicesForm form, bool lessAlone = false) =>
        Query(result)
        + (form.Missed.Count > 0 ? "&missed=" + string.Join('+', form.Missed) : "")
        + (form.LeftOut || (lessAlone && form.HasMore) ? "&left-out=1" : "")
        + (result.CutShort ? "&limit=1" : "");

    public static SaveOutcome Read(IQueryCollection query)
    {
        return ReadRange(query["done"].ToString()) is var (from, to)
            ? new SaveOutcome(true, from, to, query["waiting"] == "1", query["thanks"] == "1", false)
            {
                Missed = query["missed"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries),
                LeftOut = query["left-out"] == "1",
                CutShort = query["limit"] == "1",
            }
            : new SaveOutcome(false, 0, 0, false, query["thanks"] == "1", query["data"] == "1");
    }

    /// <summary>Numbers of the first and the last event of a save.</summary>
    public static (long From, long To)? ReadRange(string text)
    {
        var parts = text.Split('-');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            ? (from, to)
            : null;
    }

    // "You have left" is shown because the state says so, not because the query in the address does.
    public static UnusableLinkDone OfExpired(IQueryCollection query, SubscriberSnapshot? person) =>
        query.ContainsKey("sent") ? UnusableLinkDone.LinkSent
        : query.ContainsKey("done") && person is { State.Stopped: true } ? UnusableLinkDone.LeftAll
        : UnusableLinkDone.Nothing;
}
