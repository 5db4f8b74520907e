using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>An event as it is read from the database.</summary>
internal sealed record AuditLogEntry(
    long Position,
    DateTimeOffset At,
    EventKind Kind,
    long Aspect,
    long Value,
    ActorKind By,
    bool OfPerson
);

/// <summary>
/// Puts events into the reader's language: subscriber events in the words of the subscriber's own pages, administrative
/// events in those of the log.
/// </summary>
internal sealed class AuditLogNaming(CatalogueCache catalogues, Site site)
{
    public IReadOnlyList<AuditLogLine> Name(IEnumerable<AuditLogEntry> entries, PageContext frame)
    {
        var (texts, sentences) = (
            frame.Language.Texts<AuditLogTexts>(),
            new ChangeSentences(catalogues.Current, frame.Language.Code, site)
        );
        var words = new PersonalDataWords(frame.Language, default, default, default, default);
        return
        [
            .. entries.Select(e => new AuditLogLine(
                e.Position,
                e.At,
                texts.Of(e.Kind) ?? words.Of(e.Kind) ?? Markup.Of(Sentence(e, sentences)),
                e.OfPerson ? sentences.Name(e.Aspect) : About(e, sentences),
                e.By
            )),
        ];
    }

    private static string Sentence(AuditLogEntry e, ChangeSentences sentences) =>
        sentences.Now(
            new LedgerEventRow
            {
                Kind = e.Kind,
                Aspect = e.Aspect,
                Value = e.Value,
                At = e.At,
                Commitment = [],
            }
        ) ?? WireName.Of(e.Kind);

    // Names as docs/ledger.md and docs/staff.md explain them; numbers if there is no name.
    private static string? About(AuditLogEntry e, ChangeSentences sentences) =>
        e.Kind switch
        {
            EventKind.TopicChanged or EventKind.NoticePublished when e.Aspect > 0 => sentences.Name(e.Aspect),
            EventKind.MailRetried => e.Aspect.ToString(CultureInfo.InvariantCulture),
            EventKind.StaffAccountChanged => WireName.Of((StaffAct)e.Value),
            EventKind.RequestChanged =>
                $"{WireName.Of((PrivacyRequestKind)e.Aspect)}: {WireName.Of((PrivacyRequestState)e.Value)}",
            _ => null,
        };
}
