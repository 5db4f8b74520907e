using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Puts all data held about a subscriber into words, for the data page and for the page inside the export.
/// </summary>
internal sealed class PersonalDataPresenter(
    CatalogueCache catalogues,
    RetentionSettings retention,
    MailOptions mail,
    Site site,
    TimeProvider clock
)
{
    public PersonalDataView Present(PageContext frame, PersonalDataSet held, IReadOnlyList<ProvenStep> steps)
    {
        var (texts, catalogue) = (frame.Language.Texts<MeTexts>(), catalogues.Current);
        var words = new PersonalDataWords(
            frame.Language,
            retention.Evidence,
            mail.SentRetention,
            retention.Pending,
            retention.Left
        );
        var sentences = new ChangeSentences(catalogue, frame.Language.Code, site);
        return new PersonalDataView(
            frame,
            [
                .. DataMap
                    .All.GroupBy(e => e.Category)
                    .OrderBy(g => g.Key)
                    .Select(g =>
                        Category(
                            g.Key,
                            [.. g],
                            held,
                            words,
                            new PersonalDataFacts(frame, texts, catalogue, sentences, held, clock.GetUtcNow())
                        )
                    ),
            ],
            [.. Activity.Of(steps.Reverse().Select(s => HistoryPresenter.Of(s, frame, words, sentences)))],
            words.MailsLead,
            [.. MailsOf(held["mails"], words)],
            catalogue.SiteNotice is { } notice
                ? new MarkupString(notice.In(frame.Language.Code, site.DefaultLanguage).Words.Html)
                : default
        );
    }

    private static PersonalDataCategory Category(
        DataCategory category,
        IReadOnlyList<DataEntry> entries,
        PersonalDataSet held,
        PersonalDataWords words,
        PersonalDataFacts facts
    )
    {
        var (name, purpose) = words.Of(category);
        return new PersonalDataCategory(
            category is DataCategory.Profile or DataCategory.Choices,
            name,
            purpose,
            [.. entries.Select(e => e.Basis).Distinct().Select(words.Of)],
            [.. entries.Select(e => e.Source).Distinct().Select(words.Of)],
            [.. entries.Select(e => e.Kept).Distinct().Select(words.Of)],
            held.Places.Where(p => p.Entry.Category == category).Sum(p => p.Rows.Rows.Count),
            facts.Of(category)
        );
    }

    private static IEnumerable<MailEntry> MailsOf(DataRows mails, PersonalDataWords words)
    {
        int At(string column) => mails.Columns.ToList().IndexOf(column);
        var (kind, created, sent) = (At("kind"), At("createdAt"), At("sentAt"));
        return mails
            .Rows.Select(r => new MailEntry(
                words.OfMail((string)r[kind]!),
                (DateTimeOffset)r[created]!,
                (DateTimeOffset?)r[sent]
            ))
            .OrderByDescending(m => m.CreatedAt);
    }
}
