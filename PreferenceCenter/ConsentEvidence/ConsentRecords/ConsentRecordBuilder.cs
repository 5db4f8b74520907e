using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>
/// Builds a subscriber's consent records from the ledger: one for each topic, and for tracking and profiling, for which
/// consent was ever requested or given.
/// </summary>
internal sealed class ConsentRecordBuilder(CatalogueCache catalogues, ReceiptIssuer receipts, Site site)
{
    private readonly string baseUrl = site.PublicUrl.AbsoluteUri.TrimEnd('/');

    /// <summary>Topics of these events that need a consent record. A topic with only a soft opt-in does not.</summary>
    public static IReadOnlySet<long> TopicsOf(IEnumerable<LedgerEventRow> history) =>
        history
            .Where(e => Aspect.NeedsConsent(e.Aspect))
            .GroupBy(e => e.Aspect)
            .Where(topic =>
                topic.Any(e => e.Basis == LawfulBasis.Consent)
                || (topic.Any(e => e.Kind == EventKind.Requested) && topic.All(e => e.Basis == LawfulBasis.None))
            )
            .Select(topic => topic.Key)
            .ToHashSet();

    /// <summary>Whether these events concern a topic. A stop of all e-mail concerns every topic.</summary>
    public static bool Concern(IReadOnlyList<LedgerEventRow> events, long topic) =>
        events.Any(e => e.Aspect == topic || e.Kind is EventKind.Stopped or EventKind.Resumed);

    public IReadOnlyList<ConsentRecord> Of(
        Subscriber person,
        IReadOnlyList<ProvenStep> history,
        Func<long, bool>? wanted = null
    ) =>
        [
            .. TopicsOf(history.Select(s => s.Event))
                .Where(wanted ?? (_ => true))
                .Order()
                .Select(topic => Record(person, topic, [.. history.Where(s => s.Event.Aspect == topic)])),
        ];

    private ConsentRecord Record(Subscriber person, long topic, IReadOnlyList<ProvenStep> steps)
    {
        var notices = steps.Select(NoticeOf).OfType<RecordedNotice>().DistinctBy(n => n.Id).ToList();
        return new ConsentRecord(
            DerivedId.Of(person.LedgerId, "consent-record/v1", topic),
            DerivedId.Of(person.LedgerId, "consent-principal/v1"),
            Purpose(topic, person.Language),
            ConsentType.ExpressedConsent,
            person.Name is null
                ? [PersonalDataKind.EmailAddress, PersonalDataKind.Language]
                : [PersonalDataKind.EmailAddress, PersonalDataKind.Name, PersonalDataKind.Language],
            [ProcessingKind.Collect, ProcessingKind.Store, ProcessingKind.Use],
            new RecordedStorage(site.StoredIn, "the data are erased; withdrawal of consent ends their use"),
            Parties(steps),
            // A record must name a notice. For a list imported without its consent statement, only the published
            // privacy notice is available.
            notices.Count > 0
                ? notices
                : [new RecordedNotice(site.PrivacyNoticeUrl, site.DefaultLanguage, null, default)],
            site.Jurisdiction,
            baseUrl + "/help",
            baseUrl + "/help",
            GdprRight.All,
            [.. Events(steps)]
        )
        {
            ForSpecialData = steps.LastOrDefault(step => step.IsGrant)?.IsForSpecialData(catalogues.Current) == true,
        };
    }

    private RecordedPurpose Purpose(long topic, string language)
    {
        if (Aspect.IsPermission(topic))
            return new RecordedPurpose(
                EventNames.About(topic, catalogues.Current),
                PurposeCategory.DirectMarketing,
                topic == Aspect.Tracking ? "Tracking of opens and clicks" : "Personalised content",
                null,
                "en"
            );
        var info = catalogues.Current.ByNumber.GetValueOrDefault(topic);
        var spoken = info?.Texts.ContainsKey(language) == true ? language : site.DefaultLanguage;
        var words = info?.Words(spoken, site.DefaultLanguage);
        return new RecordedPurpose(
            EventNames.About(topic, catalogues.Current),
            PurposeCategory.DirectMarketing,
            words?.Name ?? EventNames.About(topic, catalogues.Current),
            string.IsNullOrEmpty(words?.Description) ? null : words.Description,
            spoken
        );
    }

    // Each grant names its controller. A sign-up that was only requested was requested by the current controller.
    private RecordedParty[] Parties(IReadOnlyList<ProvenStep> steps) =>
        [
            .. steps
                .Select(s => s.Controller)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .DefaultIfEmpty(site.Controller)
                .Select(
                    (name, i) =>
                        new RecordedParty(
                            Invariant($"{baseUrl}/#controller-{i + 1}"),
                            PartyRole.DataController,
                            name,
                            site.PostalAddress,
                            site.PrivacyContact,
                            baseUrl + "/"
                        )
                ),
        ];

    private IEnumerable<RecordedEvent> Events(IReadOnlyList<ProvenStep> steps)
    {
        var given = false;
        foreach (var step in steps)
        {
            var e = step.Event;
            if (StateOf(step, given) is not { } state)
                continue;
            given |= state == ConsentState.ConsentGiven;
            yield return new RecordedEvent(
                state,
                e.At,
                Expresser(step),
                null,
                Method(step),
                NoticeOf(step)?.Id,
                new LogPosition(LogNames.Of(receipts.PublicKey.Name, e.Slot), e.Position)
            );
        }
    }

    private static ConsentState? StateOf(ProvenStep step, bool given) =>
        step.Event.Kind switch
        {
            EventKind.Requested => ConsentState.ConsentRequested,
            EventKind.Rejected => ConsentState.ConsentRefused,
            EventKind.Withdrawn => ConsentState.ConsentWithdrawn,
            _ when step.IsGrant && step.Event.Basis == LawfulBasis.Consent => given
                ? ConsentState.RenewedConsentGiven
                : ConsentState.ConsentGiven,
            _ => null,
        };

    private static Expresser Expresser(ProvenStep step) =>
        step.Event.ActorKind switch
        {
            ActorKind.Person => new Expresser(ExpresserKind.Principal),
            ActorKind.Sender => new Expresser(ExpresserKind.Other, step.Actor),
            // An operator who imports a list acts for the controller.
            _ => new Expresser(ExpresserKind.Controller),
        };

    private static string Method(ProvenStep step) =>
        EvidenceWords.Through(step.Event.Channel) + (step.Evidence.Facts?.Method is { } method ? $": {method}" : "");

    private RecordedNotice? NoticeOf(ProvenStep step)
    {
        if (step.Words is { } words)
            return new RecordedNotice(
                Invariant($"{baseUrl}/notices/{words.Notice}/{words.Language}"),
                words.Language,
                words.Version,
                words.Sha256
            );
        // A consent statement from elsewhere is named by its hash only (RFC 6920), and its language is unknown.
        if (step.Event.Kind != EventKind.Asserted || step.Evidence.Facts?.Text is not { } text)
            return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return new RecordedNotice($"ni:///sha-256;{Base64Url.EncodeToString(hash)}", "und", null, hash);
    }
}
