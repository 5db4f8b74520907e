using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>
/// Puts events into the reader's language: subscriber events in the words of the subscriber's own pages, in the
/// third person; administrative events in those of the log.
/// </summary>
internal sealed class AuditLogNaming(CatalogueCache catalogues, Site site)
{
    /// <param name="people">Of the ledger ids, who is still here.</param>
    /// <param name="accounts">Names of the staff's accounts by their actor ids.</param>
    /// <param name="details">By position, what an administrative event holds beside itself.</param>
    public IReadOnlyList<AuditLogChange> Name(
        IEnumerable<IReadOnlyList<AuditLogEntry>> changes,
        IReadOnlyDictionary<Guid, AuditLogPerson> people,
        IReadOnlyDictionary<Guid, string> accounts,
        IReadOnlyDictionary<long, string> details,
        PageContext frame
    )
    {
        var sentences = new ChangeSentences(catalogues.Current, frame.Language.Code, site, forStaff: true);
        var texts = frame.Language.Texts<AuditLogTexts>();
        return
        [
            .. changes.Select(change => new AuditLogChange(
                [
                    .. change.Select(e => new AuditLogLine(
                        e.Position,
                        Capital(KindOf(e.Kind, frame.Language) ?? Markup.Of(Sentence(e, sentences)), frame.Language),
                        About(e, sentences, details.GetValueOrDefault(e.Position), frame)
                    )),
                ],
                change[0].At,
                accounts.TryGetValue(change[0].ActorId, out var account)
                    ? frame.Language.Texts<DraftTexts>().Author(change[0].By, account)
                    : texts.Of(change[0].By),
                change.Any(e => e.OfPerson),
                change.Where(e => e.OfPerson).Select(e => people.GetValueOrDefault(e.LedgerId)).FirstOrDefault()
            )),
        ];
    }

    /// <summary>The kinds of events by their names, in the order of the language.</summary>
    public static IReadOnlyList<(EventKind Kind, MarkupString Name)> Kinds(PageLanguage language) =>
        [
            .. Enum.GetValues<EventKind>()
                .Select(kind => (kind, Name: language.Texts<AuditLogTexts>().NameOf(kind) ?? KindOf(kind, language)))
                .Where(k => k.Name is not null)
                .Select(k => (k.kind, Name: Capital(k.Name!.Value, language)))
                .OrderBy(k => k.Name.Value, StringComparer.Create(language.Culture, ignoreCase: true)),
        ];

    // On a subscriber's pages these words end a sentence; here they begin a row.
    private static MarkupString Capital(MarkupString words, PageLanguage language) =>
        words.Value is [var first, ..]
            ? new MarkupString($"{char.ToUpper(first, language.Culture)}{words.Value[1..]}")
            : words;

    /// <summary>What a kind of event is called; null for one that is told by its state alone.</summary>
    private static MarkupString? KindOf(EventKind kind, PageLanguage language) =>
        language.Texts<AuditLogTexts>().Of(kind)
        ?? new PersonalDataWords(language, default, default, default, default) { ForStaff = true }.Of(kind);

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

    private static MarkupString? About(AuditLogEntry e, ChangeSentences sentences, string? detail, PageContext frame) =>
        e.Kind switch
        {
            _ when e.OfPerson => Named(sentences.Name(e.Aspect)),
            EventKind.TopicChanged or EventKind.NoticePublished when e.Aspect > 0 => Named(sentences.Name(e.Aspect)),
            EventKind.MailRetried => Markup.Of(e.Aspect.ToString(CultureInfo.InvariantCulture)),
            EventKind.StaffAccountChanged => frame.Language.Texts<AuditLogTexts>().Of((StaffAct)e.Value),
            EventKind.RequestChanged => frame
                .Language.Texts<AuditLogTexts>()
                .Of((PrivacyRequestKind)e.Aspect, (PrivacyRequestState)e.Value),
            // As a file of settings names them.
            EventKind.SettingsChanged when detail is not null => Named(
                string.Join(", ", SettingsJson.Read(detail).Keys)
            ),
            EventKind.FormChanged or EventKind.CategoryChanged or EventKind.TemplateChanged when detail is not null =>
                Named(JsonNode.Parse(detail)?["key"]?.ToString()),
            _ => null,
        };

    /// <summary>Whether an event is named by what its evidence holds.</summary>
    public static bool NeedsDetail(EventKind kind) =>
        kind
            is EventKind.SettingsChanged
                or EventKind.FormChanged
                or EventKind.CategoryChanged
                or EventKind.TemplateChanged;

    private static MarkupString? Named(string? name) => name is null ? null : Markup.Of(name);
}
