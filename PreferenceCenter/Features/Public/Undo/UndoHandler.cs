// Alias below: the namespace of this feature hides the change of the same name.
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Subscriptions;
using UndoChange = PreferenceCenter.Domain.Undo;

namespace PreferenceCenter.Features.Public.Undo;

/// <summary>Restores what the changes of a confirmation mail took away, unless a later change touched it.</summary>
internal sealed class UndoHandler(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    ChangeWriter writer,
    HttpEvidence evidence,
    PageContexts pages,
    Site site,
    GrantTerms terms,
    TimeProvider clock
)
{
    public async ValueTask<IResult> ShowAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token) is not var (link, person))
            return Unusable(http);
        var frame = pages.For(http.Request, person.Subscriber.Language);
        var taken = await TakenAsync(link, person);
        var standing = Decide(person, taken).Events;
        if (link.UsedAt is not null || standing.IsEmpty)
            return Over(frame, link);
        var words = Words(frame);
        var back = standing.Select(e => e.Aspect).ToHashSet();
        return Page.Of<UndoPage>(
            new UndoView(
                frame,
                "/undo/" + token,
                taken[0].At,
                Names(words, back),
                Names(
                    words,
                    taken
                        .Where(e => ChoiceDirection.TakesAway(EventBytes.ToConsentEvent(e)))
                        .Select(e => e.Aspect)
                        .Where(a => !back.Contains(a))
                )
            )
        );
    }

    public async Task<IResult> RestoreAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token) is not var (link, person))
            return Unusable(http);
        var frame = pages.For(http.Request, person.Subscriber.Language);
        var now = clock.GetUtcNow();
        var change = new UndoChange([.. (await TakenAsync(link, person)).Select(EventBytes.ToConsentEvent)]);
        var result = await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(link.SubscriberId),
                change,
                ActAt(now),
                evidence.Of(http, "mailed/undo", frame.Language.Code)
            )
            {
                UsedLink = link.Hash,
            }
        );
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (result.Outcome != ChangeOutcome.Done)
            return Over(frame, link);
        var restored = await subscribers.EventsAsync(
            (await subscribers.FindAsync(PersonKey.Of(link.SubscriberId)))!.Subscriber,
            result.FromSeq,
            result.ToSeq
        );
        return Page.Of<UndonePage>(new UndoneView(frame, now, Names(Words(frame), restored.Select(e => e.Aspect))));
    }

    private async ValueTask<(MailedLinkRow Link, SubscriberSnapshot Person)?> OpenAsync(string token) =>
        MailedToken.HashOf(token) is { } hash
        && await subscribers.FindLinkAsync(hash) is { Kind: MailedLinkKind.Undo } link
        && (link.ExpiresAt > clock.GetUtcNow() || link.UsedAt is not null)
        && await subscribers.FindAsync(PersonKey.Of(link.SubscriberId)) is { } person
            ? (link, person)
            : null;

    private ValueTask<IReadOnlyList<LedgerEventRow>> TakenAsync(MailedLinkRow link, SubscriberSnapshot person) =>
        subscribers.EventsAsync(person.Subscriber, link.FromSeq, link.ToSeq);

    private Decision Decide(SubscriberSnapshot person, IReadOnlyList<LedgerEventRow> taken) =>
        Decisions.Decide(
            person.State,
            new UndoChange([.. taken.Select(EventBytes.ToConsentEvent)]),
            ActAt(clock.GetUtcNow()),
            Policy.Default
        );

    private Act ActAt(DateTimeOffset now) => terms.ByPerson(Channel.UndoLink, now);

    private ChangeSentences Words(PageContext frame) => new(catalogue.Current, frame.Language.Code, site);

    // The end of a stop of all mail needs no line of its own beside the topics that come back.
    private static Microsoft.AspNetCore.Components.MarkupString[] Names(
        ChangeSentences words,
        IEnumerable<long> aspects
    )
    {
        var distinct = aspects.Distinct().ToArray();
        return
        [
            .. distinct
                .Where(a => a != Aspect.Everything || distinct.Length == 1)
                .Select(a => Markup.Of(words.Name(a))),
        ];
    }

    private static IResult Over(PageContext frame, MailedLinkRow link) =>
        Page.Of<UndoOverPage>(new UndoOverView(frame, link.UsedAt is not null));

    private IResult Unusable(HttpContext http) =>
        Page.Of<UnusableLinkPage>(new UnusableLinkView(pages.For(http.Request)), StatusCodes.Status404NotFound);
}
