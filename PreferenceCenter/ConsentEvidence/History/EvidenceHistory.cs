using PreferenceCenter.Catalogue;
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

    /// <summary>Whether it is about a sensitive topic, in words that name the matter (GDPR article 9(2)(a)).</summary>
    public bool IsForSpecialData(CatalogueSnapshot catalogue) =>
        catalogue.ByNumber.GetValueOrDefault(Event.Aspect) is { Topic.Sensitive: true }
        && (
            Words is { } words
                ? SensitiveMatterWords.NamedIn(words.Html, words.Language)
                : Evidence.Facts?.Text is { } text && SensitiveMatterWords.NamedIn(text)
        );

    /// <summary>
    /// The event asks for a consent and names no wording: only the page that asked for the confirmation showed one.
    /// </summary>
    public bool AsksWithoutWords =>
        Event.Kind == EventKind.Requested && Aspect.NeedsConsent(Event.Aspect) && Event.Notice == 0;

    /// <summary>The request that a confirmation answers: the topic's last event before it.</summary>
    public ProvenStep? RequestIn(IReadOnlyList<ProvenStep> steps) =>
        Event.Kind != EventKind.Confirmed ? null
        : steps.LastOrDefault(s => s.Event.Aspect == Event.Aspect && s.Event.Seq < Event.Seq)
            is { Event.Kind: EventKind.Requested } request
            ? request
        : null;
}

/// <summary>Reads a subscriber's events with their evidence, and once each what they name.</summary>
internal sealed class EvidenceHistory(Database database, SubscriberReader subscribers, Site site)
{
    /// <param name="fromSeq">Sequence number of the first event.</param>
    public async ValueTask<IReadOnlyList<ProvenStep>> OfAsync(
        Subscriber person,
        long fromSeq = 1,
        long toSeq = long.MaxValue
    ) => await OfAsync(await subscribers.HistoryAsync(person, fromSeq, toSeq));

    public ValueTask<IReadOnlyList<ProvenStep>> OfAsync(
        IReadOnlyList<(LedgerEventRow Event, EvidenceRow? Evidence)> history
    ) =>
        database.AskAsync(
            history,
            async ValueTask<IReadOnlyList<ProvenStep>> (session, all) =>
            {
                LedgerEventRow[] events = [.. all.Select(h => h.Event)];
                StoredEvidence[] evidence = [.. all.Select(h => StoredEvidence.Of(h.Event, h.Evidence))];
                var lookups = await EvidenceLookups.ReadAsync(session, site.DefaultLanguage, events, evidence);
                return [.. events.Zip(evidence, (e, stored) => Step(stored, lookups, e, events))];
            }
        );

    /// <summary>Notice versions by number, in the given language if they have it.</summary>
    public ValueTask<Dictionary<int, ShownWords>> WordsAsync(IReadOnlyCollection<int> notices, string language) =>
        database.AskAsync(
            notices,
            async (session, numbers) =>
            {
                var lookups = new EvidenceLookups(site.DefaultLanguage);
                await lookups.ReadNoticesAsync(session, numbers);
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
