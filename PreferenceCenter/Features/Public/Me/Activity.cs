using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.History;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>One act of a subscriber with all events it made, as the data page shows it.</summary>
/// <param name="Lines">What it was about, and the state after it.</param>
public sealed record Activity(
    DateTimeOffset At,
    MarkupString How,
    MarkupString? Device,
    IReadOnlyList<(MarkupString What, MarkupString Now)> Lines,
    IReadOnlyList<ShownWording> Shown,
    IReadOnlyList<HistoryFact> Facts
)
{
    /// <summary>Groups events by the act that made them. The events are in order.</summary>
    public static IEnumerable<Activity> Of(IEnumerable<HistoryEntry> events)
    {
        List<HistoryEntry> act = [];
        foreach (var e in events)
        {
            if (act.Count > 0 && (act[0].At != e.At || act[0].How.Value != e.How.Value))
            {
                yield return OfAct(act);
                act = [];
            }
            act.Add(e);
        }
        if (act.Count > 0)
            yield return OfAct(act);
    }

    private static Activity OfAct(List<HistoryEntry> act) =>
        new(
            act[0].At,
            act[0].How,
            act[0].Device,
            [.. act.Select(e => (e.What, e.Now))],
            [.. act.SelectMany(e => e.Shown).DistinctBy(s => s.Html.Value)],
            [.. act.SelectMany(e => e.Facts).DistinctBy(f => (f.Name.Value, f.Value.Value))]
        );
}
