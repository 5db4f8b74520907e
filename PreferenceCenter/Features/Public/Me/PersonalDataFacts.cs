using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Values of the held data in words, for the categories whose values a reader understands without technical knowledge.
/// The other categories show only the number of their rows.
/// </summary>
internal sealed class PersonalDataFacts(
    PageContext frame,
    MeTexts texts,
    CatalogueSnapshot catalogue,
    ChangeSentences sentences,
    PersonalDataSet held,
    DateTimeOffset now
)
{
    public IReadOnlyList<HistoryFact> Of(DataCategory category) =>
        category switch
        {
            DataCategory.Profile => Profile(),
            DataCategory.Choices =>
            [
                .. held
                    .Person.State.Choices.Values.Where(c => !(c.TouchedAt <= held.ShownSince) && IsShown(c))
                    .Select(c => new HistoryFact(Markup.Of(sentences.Name(c.Aspect)), Standing(c))),
            ],
            DataCategory.Visits =>
            [
                .. held["sessions"]
                    .Rows.Select(r => new HistoryFact(texts.Opened, frame.Time.Moment((DateTimeOffset)r[0]!))),
            ],
            _ => [],
        };

    private HistoryFact[] Profile()
    {
        var person = held.Person.Subscriber;
        if (held.ShownSince is not null)
            return [new(texts.Address, Markup.OfAddress(person.Address))];
        return
        [
            new(texts.Address, Markup.OfAddress(person.Address)),
            new(texts.Name, person.Name is { Length: > 0 } name ? Markup.Of(name) : texts.NoName),
            new(texts.MailLanguage, Markup.Of(MailTexts.NameOf(person.Language))),
            new(texts.Since, frame.Time.Day(person.CreatedAt)),
            new(texts.Id, new MarkupString(person.PublicId.ToString())),
        ];
    }

    private bool IsShown(Choice choice) =>
        choice.Aspect switch
        {
            > 0 => catalogue.ByNumber.ContainsKey(choice.Aspect)
                && (choice.On || choice.Wish is not null || choice.LeftAt is not null),
            Aspect.Everything or Aspect.Restriction => choice.Value != 0,
            Aspect.Pause => held.Person.State.PausedUntil(now) is not null,
            Aspect.Tracking or Aspect.Profiling => choice.Wish is not null
                || Permission.Of(choice, catalogue.Notices.GetValueOrDefault(choice.Aspect), now) != Permission.Unknown,
            _ => false,
        };

    private MarkupString Standing(Choice choice)
    {
        if (choice.Wish is not null)
            return texts.Waits;
        var kind =
            choice.Value == 0 && Aspect.IsTopic(choice.Aspect) ? EventKind.Withdrawn
            : choice.Aspect == Aspect.Everything ? EventKind.Stopped
            : Aspect.IsTopic(choice.Aspect) ? EventKind.Granted
            : EventKind.Changed;
        // Worded as if it were the latest event, so that state and history use the same sentences.
        return Markup.Of(
            sentences.Now(
                new LedgerEventRow
                {
                    Kind = kind,
                    Aspect = choice.Aspect,
                    Value = choice.Value,
                    At = choice.TouchedAt,
                    Commitment = [],
                }
            ) ?? ""
        );
    }
}
