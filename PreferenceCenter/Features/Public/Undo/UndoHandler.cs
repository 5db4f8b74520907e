// Alias below: the namespace of this feature hides the change of the same name.
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
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
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using UndoChange = PreferenceCenter.Domain.Undo;

namespace PreferenceCenter.Features.Public.Undo;

/// <summary>
/// Restores what the changes of a confirmation mail, or the press of our own unsubscribe button, took away, unless a
/// later change touched it.
/// </summary>
internal sealed class UndoHandler(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    ChangeWriter writer,
    HttpEvidence evidence,
    PageContexts pages,
    Site site,
    GrantTerms terms,
    ChoiceNotes notes,
    TimeProvider clock
)
{
    // The link stays in the mail and may be forwarded; what it restored is shown only to whoever has just pressed.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
    private const int MostEvents = 500;

    public async ValueTask<IResult> ShowAsync(string token, HttpContext http)
    {
        if (await OpenAsync(token) is not var (link, person))
            return Unusable(http);
        var frame = pages.For(http.Request, person.Subscriber.Language);
        if (http.Request.Query["done"] == "1" && await RestoredAsync(link, person) is { Count: > 0 } restored)
            return Page.Of<UndonePage>(
                new UndoneView(
                    frame,
                    restored[0].At,
                    NamesOrAll(
                        Words(frame),
                        MayName(link, await TakenAsync(link, person)),
                        restored.Select(e => e.Aspect)
                    )
                )
                {
                    Notes = await notes.OfAsync(person, frame, link.Kind == MailedLinkKind.Undo, adds: true),
                }
            );
        var taken = await TakenAsync(link, person);
        var standing = Decide(person, taken).Events;
        if (link.UsedAt is not null || standing.IsEmpty)
            return Over(frame, link);
        var (words, mayName) = (Words(frame), MayName(link, taken));
        var back = standing.Select(e => e.Aspect).ToHashSet();
        return Page.Of<UndoPage>(
            new UndoView(
                frame,
                "/undo/" + token,
                taken[0].At,
                NamesOrAll(words, mayName, back),
                Names(
                    words,
                    mayName,
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
        var change = new UndoChange([.. (await TakenAsync(link, person)).Select(EventBytes.ToConsentEvent)]);
        var result = await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(link.SubscriberId),
                change,
                ActAt(clock.GetUtcNow()),
                evidence.Of(
                    http,
                    link.Kind == MailedLinkKind.LeftPage ? "page/undo" : "mailed/undo",
                    frame.Language.Code
                )
            )
            {
                UsedLink = link.Hash,
            }
        );
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        return new SeeOtherResult(
            QueryHelpers.AddQueryString(
                http.Request.PathBase + frame.To("/undo/" + token),
                "done",
                result.Outcome == ChangeOutcome.Done ? "1" : "0"
            )
        );
    }

    // The events that the use of the link wrote.
    private async ValueTask<IReadOnlyList<LedgerEventRow>> RestoredAsync(
        MailedLinkRow link,
        SubscriberSnapshot person
    ) =>
        link.UsedAt is not { } used || clock.GetUtcNow() - used > Fresh
            ? []
            :
            [
                .. (await subscribers.EventsAsync(person.Subscriber, link.ToSeq + 1, link.ToSeq + MostEvents)).Where(
                    e => e.At == used && (e.Kind is EventKind.Restored or EventKind.Resumed)
                ),
            ];

    private async ValueTask<(MailedLinkRow Link, SubscriberSnapshot Person)?> OpenAsync(string token) =>
        MailedToken.HashOf(token) is { } hash
        && await subscribers.FindLinkAsync(hash) is { Kind: MailedLinkKind.Undo or MailedLinkKind.LeftPage } link
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

    // An emailed undo proves the mailbox. The one of our own button is as good as the footer that the button stands
    // behind, whose scope is what the press took first.
    private Func<long, bool> MayName(MailedLinkRow link, IReadOnlyList<LedgerEventRow> taken)
    {
        if (link.Kind != MailedLinkKind.LeftPage)
            return _ => true;
        var (current, scope) = (catalogue.Current, taken.Count > 0 ? taken[0].Aspect : Aspect.Everything);
        return aspect => !Aspect.IsTopic(aspect) || current.MayName(aspect, scope);
    }

    // The end of a stop of all mail needs no line of its own beside the topics that come back.
    private static MarkupString[] Names(ChangeSentences words, Func<long, bool> mayName, IEnumerable<long> aspects)
    {
        var distinct = aspects.Distinct().ToArray();
        return
        [
            .. distinct
                .Where(a => a != Aspect.Everything || distinct.Length == 1)
                .Where(mayName)
                .Select(a => Markup.Of(words.Name(a))),
        ];
    }

    // Where only unnamed topics come back, the page reads as for somebody who had none.
    private static MarkupString[] NamesOrAll(
        ChangeSentences words,
        Func<long, bool> mayName,
        IEnumerable<long> aspects
    ) => Names(words, mayName, aspects) is { Length: > 0 } names ? names : [Markup.Of(words.Name(Aspect.Everything))];

    private static IResult Over(PageContext frame, MailedLinkRow link) =>
        Page.Of<UndoOverPage>(new UndoOverView(frame, link.UsedAt is not null));

    private IResult Unusable(HttpContext http) =>
        Page.Of<UnusableLinkPage>(new UnusableLinkView(pages.For(http.Request)), StatusCodes.Status404NotFound);
}
