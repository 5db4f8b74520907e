using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>Reads a subscriber's data for the console: small records, a page at a time.</summary>
internal sealed class SubscriberPageReader(
    Database database,
    EvidenceHistory histories,
    CatalogueCache catalogues,
    RetentionSettings retention,
    MailOptions mail,
    Site site,
    TimeProvider clock
)
{
    private const int EventsOnPage = 20,
        MostMails = 20;

    public async Task<SubscriberCard> CardAsync(SubscriberSnapshot person, PageContext frame, CancellationToken cancel)
    {
        var (subscriber, state, now, catalogue) = (
            person.Subscriber,
            person.State,
            clock.GetUtcNow(),
            catalogues.Current
        );
        var words = WordsIn(frame);
        await using var context = await database.CreateContextAsync();
        var mails = await context
            .Outbox.Where(m => m.SubscriberId == subscriber.Id)
            .OrderByDescending(m => m.Id)
            .Take(MostMails)
            .Select(m => new
            {
                m.Kind,
                m.CreatedAt,
                m.SentAt,
            })
            .ToListAsync(cancel);
        var requests = await context
            .Requests.Where(r => r.SubscriberId == subscriber.Id)
            .Select(r => new SubscriberRequestLine(
                r.Kind,
                r.Reference,
                r.ReceivedAt,
                r.DueUntil,
                r.State,
                r.Proposed != null
            ))
            .ToListAsync(cancel);
        return new SubscriberCard(
            subscriber.Address,
            subscriber.Name,
            Markup.Of(MailTexts.NameOf(subscriber.Language)),
            subscriber.CreatedAt,
            [.. state.Topics.SelectMany(c => Line(c, state, catalogue, frame, now))]
        )
        {
            StoppedAt = state.Stopped ? state[Aspect.Everything].TouchedAt : null,
            PausedUntil = state.PausedUntil(now),
            RestrictedAt = state.Restricted ? state[Aspect.Restriction].TouchedAt : null,
            ObjectedAt = state.Profiling == Profiling.Objected ? state[Aspect.Profiling].TouchedAt : null,
            Suppression = state.Suppression,
            AddressInDoubt = state.AddressInDoubt,
            Mails =
            [
                .. mails.Select(m => new MailLine(
                    words.OfMail(WireName.Of(m.Kind)),
                    m.SentAt ?? m.CreatedAt,
                    m.SentAt is not null
                )),
            ],
            Requests = [.. requests.OrderByDescending(r => r.ReceivedAt)],
        };
    }

    public async ValueTask<HistoryPage> HistoryAsync(SubscriberSnapshot person, long? before, PageContext frame)
    {
        var last = Math.Min(before - 1 ?? long.MaxValue, person.Subscriber.LastSeq);
        var first = Math.Max(last - EventsOnPage + 1, 1);
        var (words, sentences) = (
            WordsIn(frame),
            new ChangeSentences(catalogues.Current, frame.Language.Code, site, forStaff: true)
        );
        var steps = last < 1 ? [] : await histories.OfAsync(person.Subscriber, first, last);
        return new HistoryPage(
            [.. steps.Reverse().Select(s => HistoryPresenter.Of(s, frame, words, sentences))],
            first > 1 ? first : null
        );
    }

    private PersonalDataWords WordsIn(PageContext frame) =>
        new(frame.Language, retention.Evidence, mail.SentRetention, retention.Pending, retention.Left)
        {
            ForStaff = true,
        };

    private IEnumerable<TopicLine> Line(
        Choice choice,
        PersonState state,
        CatalogueSnapshot catalogue,
        PageContext frame,
        DateTimeOffset now
    )
    {
        if (!catalogue.ByNumber.TryGetValue(choice.Aspect, out var topic))
            yield break;
        yield return new TopicLine(
            topic.Key,
            topic.Words(frame.Language.Code, site.DefaultLanguage).Name,
            Gate.MayMail(state, topic.Topic, now),
            choice.TouchedAt,
            choice.On || choice.Wish is not null
        );
    }
}
