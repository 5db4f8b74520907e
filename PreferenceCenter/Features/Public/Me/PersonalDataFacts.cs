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
/// The values themselves, where they say something to somebody who is no programmer; elsewhere their number does.
/// </summary>
internal sealed class PersonalDataFacts(
    PageContext frame,
    MeTexts t,
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
                    .Person.State.Choices.Values.Where(Says)
                    .Select(c => new HistoryFact(Markup.Of(sentences.Name(c.Aspect)), Standing(c))),
            ],
            DataCategory.Visits =>
            [
                .. held["sessions"]
                    .Rows.Select(r => new HistoryFact(t.Opened, frame.Time.Moment((DateTimeOffset)r[0]!))),
            ],
            _ => [],
        };

    private HistoryFact[] Profile()
    {
        var person = held.Person.Subscriber;
        return
        [
            new(t.Address, Markup.Of(person.Address)),
            new(t.Name, person.Name is { Length: > 0 } name ? Markup.Of(name) : t.NoName),
            new(t.MailLanguage, Markup.Of(MailTexts.NameOf(person.Language))),
            new(t.Since, frame.Time.Day(person.CreatedAt)),
            new(t.Id, new MarkupString(person.PublicId.ToString())),
        ];
    }

    private bool Says(Choice choice) =>
        choice.Aspect switch
        {
            > 0 => catalogue.ByNumber.ContainsKey(choice.Aspect)
                && (choice.On || choice.Wish is not null || choice.LeftAt is not null),
            Aspect.Everything or Aspect.Restriction => choice.Value != 0,
            Aspect.Pause => held.Person.State.PausedUntil(now) is not null,
            Aspect.Tracking => choice.Value != (long)TrackingConsent.Unknown,
            Aspect.Profiling => choice.Value == (long)Profiling.Objected,
            _ => false,
        };

    private MarkupString Standing(Choice choice)
    {
        if (choice.Wish is not null)
            return t.Waits;
        var kind =
            choice.Value == 0 && Aspect.IsTopic(choice.Aspect) ? EventKind.Withdrawn
            : choice.Aspect == Aspect.Everything ? EventKind.Stopped
            : Aspect.IsTopic(choice.Aspect) ? EventKind.Granted
            : EventKind.Changed;
        // As if it were the last thing said: one way to word it.
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
