using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Turns ledger events into lines of a mail: for each choice the state after its last event, without the states in
/// between.
/// </summary>
internal sealed class ChangeLines(CatalogueSnapshot catalogue, string language, string fallback)
{
    public static bool TakesAway(LedgerEventRow e) => ChoiceDirection.TakesAway(Event(e));

    private static ConsentEvent Event(LedgerEventRow e) =>
        new(
            e.Seq,
            e.Kind,
            e.Aspect,
            e.Value,
            e.Before,
            e.Refers,
            new Act(e.Channel, new Actor(e.ActorKind, e.ActorId), e.At, e.Basis, e.Controller, e.Notice)
        );

    public IReadOnlyList<ChangeLine> Of(IReadOnlyList<LedgerEventRow> events)
    {
        var last = events
            .Where(e => LineOf(e) is not null)
            .GroupBy(e => e.Aspect)
            .Select(g => g.Last())
            .OrderBy(e => e.Seq)
            .ToArray();
        // One line says that everything was left; the topics that ended with it need no lines of their own.
        var stop = last.FirstOrDefault(e => e.Kind == EventKind.Stopped);
        return
        [
            .. last.Where(e =>
                    stop is null || e.Kind != EventKind.Withdrawn || e.At != stop.At || !Aspect.IsTopic(e.Aspect)
                )
                .Select(e => LineOf(e)!),
        ];
    }

    public IReadOnlyList<WishLine> Wishes(IEnumerable<LedgerEventRow> requested) =>
        [
            .. requested
                .Select(e => (Event: e, Line: LineFor(e, e.Value)))
                .Where(w => w.Line is not null)
                .Select(w => new WishLine(
                    w.Line!,
                    Aspect.IsTopic(w.Event.Aspect) ? Words(w.Event.Aspect)?.Description : null
                )),
        ];

    private ChangeLine? LineOf(LedgerEventRow e) =>
        e.Kind switch
        {
            EventKind.Stopped => new ChangeLine(ChangeKind.EverythingStopped),
            EventKind.Restored when Aspect.IsTopic(e.Aspect) => new ChangeLine(
                ChangeKind.TopicRestored,
                Name(e.Aspect),
                Offered(e.Aspect, e.Value)
            ),
            EventKind.Changed when Aspect.IsTopic(e.Aspect) => new ChangeLine(
                ChangeKind.TopicFrequency,
                Name(e.Aspect),
                (Frequency)e.Value
            ),
            EventKind.Corrected => new ChangeLine(ChangeKind.NameCorrected),
            EventKind.Granted
            or EventKind.Asserted
            or EventKind.Confirmed
            or EventKind.Withdrawn
            or EventKind.Restored
            or EventKind.Changed => LineFor(e, e.Value),
            _ => null,
        };

    private ChangeLine? LineFor(LedgerEventRow e, long value) =>
        e.Aspect switch
        {
            > 0 when value == 0 => new ChangeLine(ChangeKind.TopicStopped, Name(e.Aspect)),
            > 0 when e.Before > 0 => new ChangeLine(ChangeKind.TopicFrequency, Name(e.Aspect), (Frequency)value),
            > 0 => new ChangeLine(ChangeKind.TopicStarted, Name(e.Aspect), Offered(e.Aspect, value)),
            Aspect.Pause when DateTimeOffset.FromUnixTimeSeconds(value) > e.At => new ChangeLine(
                ChangeKind.Paused,
                Until: DateTimeOffset.FromUnixTimeSeconds(value)
            ),
            Aspect.Pause => new ChangeLine(ChangeKind.PauseEnded),
            Aspect.Tracking => new ChangeLine(
                value == (long)TrackingConsent.Granted ? ChangeKind.TrackingAllowed : ChangeKind.TrackingRefused
            ),
            Aspect.Profiling => new ChangeLine(
                value == (long)Profiling.Allowed ? ChangeKind.ProfilingAllowed : ChangeKind.ProfilingRefused
            ),
            Aspect.Restriction => new ChangeLine(value != 0 ? ChangeKind.Restricted : ChangeKind.Unrestricted),
            Aspect.Language => new ChangeLine(ChangeKind.Language, Language: Languages.FromValue(value)),
            _ => null,
        };

    private string Name(long topic) => Words(topic)?.Name ?? "";

    private TopicWords? Words(long topic) =>
        catalogue.ByNumber.TryGetValue(topic, out var info) ? info.Words(language, fallback) : null;

    private Frequency? Offered(long topic, long value) =>
        catalogue.ByNumber.TryGetValue(topic, out var info) && info.Topic.Frequencies.Count > 0
            ? (Frequency)value
            : null;
}
