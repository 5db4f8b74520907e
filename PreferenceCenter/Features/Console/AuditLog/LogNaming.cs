using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>An event as it is read.</summary>
internal sealed record LogEntry(
    long Position,
    DateTimeOffset At,
    EventKind Kind,
    long Aspect,
    long Value,
    ActorKind By,
    bool OfPerson
);

/// <summary>
/// Events in the reader's words: a person's in those of the person's own pages, the house's in the log's.
/// </summary>
internal sealed class LogNaming(CatalogueCache catalogues, Site site)
{
    public IReadOnlyList<LogLine> Name(IEnumerable<LogEntry> entries, PageFrame frame)
    {
        var (texts, sentences) = (
            frame.Language.Texts<LogTexts>(),
            new ChangeSentences(catalogues.Current, frame.Language.Code, site.DefaultLanguage)
        );
        var words = new HeldWords(frame.Language.Texts<HeldTexts>(), default, default, default);
        return
        [
            .. entries.Select(e => new LogLine(
                e.Position,
                e.At,
                texts.Of(e.Kind) ?? words.Of(e.Kind) ?? Markup.Of(Sentence(e, sentences)),
                e.OfPerson ? sentences.Name(e.Aspect) : About(e, sentences),
                e.By
            )),
        ];
    }

    private static string Sentence(LogEntry e, ChangeSentences sentences) =>
        sentences.Now(
            new LedgerEventRow
            {
                Kind = e.Kind,
                Aspect = e.Aspect,
                Value = e.Value,
                At = e.At,
                Commitment = [],
            }
        ) ?? EventNames.Kebab(e.Kind);

    // Names that docs/ledger.md and docs/staff.md explain; numbers where there is nothing else.
    private static string? About(LogEntry e, ChangeSentences sentences) =>
        e.Kind switch
        {
            EventKind.TopicChanged or EventKind.NoticePublished when e.Aspect > 0 => sentences.Name(e.Aspect),
            EventKind.MailRetried => e.Aspect.ToString(CultureInfo.InvariantCulture),
            EventKind.StaffAccountChanged => EventNames.Kebab((StaffAct)e.Value),
            EventKind.RequestChanged =>
                $"{EventNames.Kebab((RequestKind)e.Aspect)}: {EventNames.Kebab((RequestState)e.Value)}",
            _ => null,
        };
}
