using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.Proof;

/// <summary>Converts a history for a proof: each notice and each form appears once, and events refer to it.</summary>
internal sealed class ProofEvents
{
    private readonly IReadOnlyList<ProvenStep> steps;
    private readonly CatalogueSnapshot catalogue;
    private readonly string keyName;
    private readonly string fallback;
    private readonly List<ProvenWording> wordings = [];
    private readonly Dictionary<(int, string), string> wordingIds = [];
    private readonly Dictionary<string, ProvenForm> forms = [];

    public ProofEvents(IReadOnlyList<ProvenStep> steps, CatalogueSnapshot catalogue, string keyName, string fallback)
    {
        (this.steps, this.catalogue, this.keyName, this.fallback) = (steps, catalogue, keyName, fallback);
        Events = [.. steps.Select(Event)];
        Consents = [.. steps.Where(s => s.IsGrant).Select(Consent)];
    }

    public IReadOnlyList<ProvenEvent> Events { get; }
    public IReadOnlyList<ProvenConsent> Consents { get; }
    public IReadOnlyList<ProvenWording> Wordings => wordings;
    public IReadOnlyList<ProvenForm> Forms => [.. forms.Values];

    private ProvenEvent Event(ProvenStep step)
    {
        var e = step.Event;
        return new ProvenEvent(
            e.Seq,
            e.At,
            WireName.Of(e.Kind),
            EvidenceWords.What(e.Kind, e.Basis),
            EventNames.About(e.Aspect, catalogue),
            NameOf(e.Aspect),
            EventNames.Value(e.Aspect, e.Value),
            EventNames.Value(e.Aspect, e.Before)
        )
        {
            Channel = WireName.Of(e.Channel),
            Through = EvidenceWords.Through(e.Channel),
            Actor = new ProvenActor(
                WireName.Of(e.ActorKind),
                EvidenceWords.Who(e.ActorKind),
                e.ActorId == Guid.Empty ? null : e.ActorId,
                step.Actor
            ),
            Basis = EvidenceWords.Basis(e.Basis, step.IsForSpecialData(catalogue)),
            Controller = step.Controller,
            Refers = e.Refers == 0 ? null : e.Refers,
            Request = step.RequestIn(steps)?.Event.Seq,
            Wording = IdOf(step.Words),
            SiteWording = IdOf(step.SiteWords),
            LanguageAssumed = step.Words is not null && step.Evidence.Facts?.Language is null ? true : null,
            AskedWithoutWording = step.AsksWithoutWords ? true : null,
            Form = IdOf(step.Form),
            Evidence = Evidence(step),
            Log = new ProvenPosition(LogNames.Of(keyName, e.Slot), e.Position, LeafOf(e)),
        };
    }

    private ProvenConsent Consent(ProvenStep step)
    {
        var e = step.Event;
        return new ProvenConsent(
            EventNames.About(e.Aspect, catalogue),
            e.Seq,
            WireName.Of(e.Kind),
            e.At,
            EvidenceWords.Basis(e.Basis, step.IsForSpecialData(catalogue)),
            step.Controller,
            IdOf(step.Words),
            step.RequestIn(steps)?.Event.Seq,
            e.Kind == EventKind.Confirmed ? e.Seq : null,
            steps
                .FirstOrDefault(later =>
                    later.Event.Aspect == e.Aspect && later.Event.Seq > e.Seq && later.Event.Kind == EventKind.Withdrawn
                )
                ?.Event.Seq
        );
    }

    private static ProvenEvidence Evidence(ProvenStep step)
    {
        var kept = step.Evidence;
        return new ProvenEvidence(
            WireName.Of(kept.State),
            EvidenceWords.Of(kept.State),
            step.Erasure?.Seq,
            step.Erasure?.At,
            kept.Facts,
            kept.Salt is null ? null : Convert.ToHexStringLower(kept.Salt),
            kept.Salt is null ? null : kept.Index,
            kept.Content is null ? null : Encoding.UTF8.GetString(kept.Content)
        );
    }

    private string NameOf(long aspect) =>
        catalogue.ByNumber.TryGetValue(aspect, out var topic)
            ? topic.Words("en", fallback).Name
            : EventNames.About(aspect, catalogue);

    private static string LeafOf(LedgerEventRow e)
    {
        Span<byte> bytes = stackalloc byte[EventBytes.Length];
        EventBytes.Write(e, bytes);
        return MerkleTree.LeafHash(bytes).ToBase64();
    }

    private string? IdOf(ShownWords? words)
    {
        if (words is null)
            return null;
        if (wordingIds.TryGetValue((words.Notice, words.Language), out var known))
            return known;
        var id = Invariant($"wording-{words.Notice}-{words.Language}");
        wordingIds.Add((words.Notice, words.Language), id);
        wordings.Add(
            new ProvenWording(
                id,
                words.Topic == 0 ? "site" : EventNames.About(words.Topic, catalogue),
                words.Notice,
                words.Version,
                words.PublishedAt,
                Convert.ToHexStringLower(words.VersionHash),
                words.Language,
                Convert.ToHexStringLower(words.Sha256),
                words.Intact,
                words.Html
            )
        );
        return id;
    }

    private string? IdOf(FormRow? form)
    {
        if (form is null)
            return null;
        var (id, definition) = (Invariant($"form-{form.Key}-{form.Version}"), FormDefinition.Parse(form.Definition));
        // FormDefinition cannot tick a checkbox in advance: each tick is an act of the sender.
        forms.TryAdd(
            id,
            new ProvenForm(
                id,
                form.Key,
                form.Version,
                form.ChangedAt,
                Convert.ToHexStringLower(form.Hash),
                definition.Topics,
                definition.Texts.ToDictionary(t => t.Key, t => t.Value.Title),
                definition.Terms?.Url,
                Unticked: true
            )
        );
        return id;
    }
}
