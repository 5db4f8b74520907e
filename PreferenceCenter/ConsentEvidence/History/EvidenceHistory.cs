using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>One ledger event with everything that it names or commits to.</summary>
/// <param name="Words">The consent statement that was shown; null if none was shown or none is kept.</param>
/// <param name="SiteWords">The privacy notice (GDPR article 13) shown with it.</param>
internal sealed record ProvenStep(
    LedgerEventRow Event,
    StoredEvidence Evidence,
    ShownWords? Words,
    ShownWords? SiteWords,
    FormRow? Form,
    string? Controller,
    string? Actor
)
{
    /// <summary>The event that records the erasure of the evidence.</summary>
    public LedgerEventRow? Erasure { get; init; }

    public bool IsGrant => EventBytes.ToConsentEvent(Event).IsGrant;

    /// <summary>The request that a confirmation answers: the topic's last event before it.</summary>
    public ProvenStep? RequestIn(IReadOnlyList<ProvenStep> steps) =>
        Event.Kind != EventKind.Confirmed ? null
        : steps.LastOrDefault(s => s.Event.Aspect == Event.Aspect && s.Event.Seq < Event.Seq)
            is { Event.Kind: EventKind.Requested } request
            ? request
        : null;
}

/// <summary>Reads a subscriber's events with their evidence: a few rows by key for each.</summary>
internal sealed class EvidenceHistory(Database database, SubscriberReader subscribers, Site site)
{
    public IReadOnlyList<ProvenStep> Of(Subscriber person) => Of(subscribers.WholeHistory(person));

    public IReadOnlyList<ProvenStep> Of(IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> history) =>
        database.Ask(
            history,
            (session, all) =>
            {
                var lookups = new EvidenceLookups(session, site.DefaultLanguage);
                LedgerEventRow[] events = [.. all.Select(h => h.Event)];
                return all.Select(h => Step(StoredEvidence.Of(h.Event, h.Evidence), lookups, h.Event, events)).ToList();
            }
        );

    /// <param name="events">Events of one subscriber, the oldest first.</param>
    public IReadOnlyList<ProvenStep> Of(IReadOnlyList<LedgerEventRow> events) =>
        database.Ask(
            events,
            (session, all) =>
            {
                var lookups = new EvidenceLookups(session, site.DefaultLanguage);
                return all.Select(e => Step(StoredEvidence.Read(session, e), lookups, e, all)).ToList();
            }
        );

    /// <summary>Notice versions by number, in the given language if they have it.</summary>
    public IReadOnlyDictionary<int, ShownWords> Words(IReadOnlyCollection<int> notices, string language) =>
        database.Ask(
            notices,
            (session, numbers) =>
            {
                var lookups = new EvidenceLookups(session, site.DefaultLanguage);
                return numbers
                    .Distinct()
                    .Select(n => lookups.Words(n, language))
                    .OfType<ShownWords>()
                    .ToDictionary(w => w.Notice);
            }
        );

    private static ProvenStep Step(
        StoredEvidence evidence,
        EvidenceLookups lookups,
        LedgerEventRow e,
        IReadOnlyList<LedgerEventRow> all
    )
    {
        var erasure =
            evidence.State == EvidenceState.Missing
                ? all.FirstOrDefault(later => later.Kind == EventKind.EvidenceErased && later.Seq > e.Seq)
                : null;
        if (erasure is not null)
            evidence = evidence with { State = EvidenceState.Erased };
        var facts = evidence.Facts;
        return new ProvenStep(
            e,
            evidence,
            lookups.Words(e.Notice, facts?.Language),
            lookups.Words(facts?.SiteNotice ?? 0, facts?.Language),
            lookups.Form(facts?.Form, facts?.FormVersion),
            lookups.Controller(e.Controller),
            lookups.Actor(e.ActorId)
        )
        {
            Erasure = erasure,
        };
    }
}
