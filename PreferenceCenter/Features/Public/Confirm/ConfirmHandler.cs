// Alias below: the namespace of this feature hides the change of the same name.
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
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
using ConfirmChange = PreferenceCenter.Domain.Confirm;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>
/// Turns pending choices into consent by the link of a confirmation mail. The page asks and the post confirms, on any
/// device and as often as the button is pressed.
/// </summary>
internal sealed class ConfirmHandler(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    ChangeWriter writer,
    HttpEvidence evidence,
    PageContexts pages,
    Site site,
    GrantTerms terms,
    OptInHandler optIns,
    ConfirmedChoices choices,
    ChoiceNotes notes,
    TimeProvider clock
)
{
    private const int MostBytes = 8 * 1024;

    public async ValueTask<IResult> ShowAsync(string token, HttpContext http)
    {
        if (await optIns.OpenAsync(token) is var (asking, row))
            return await optIns.ShowAsync(asking, row, token, http);
        if (await OpenAsync(token) is not var (link, person))
            return Unusable(http);
        var frame = pages.For(http.Request, person.Subscriber.Language);
        var asked = await AskedAsync(link, person);
        var known = catalogue.Current;
        var standing = Standing(known, person, asked);
        if (standing.Length == 0)
            return await SettledAsync(frame, person, asked, link, token, http);
        if (http.Request.Query["refuse"] == "1")
            return Page.Of<NotMePage>(new NotMeView(frame, "/c/" + token) { OfImport = true });
        var words = new ChangeSentences(known, frame.Language.Code, site);
        return Page.Of<ConfirmPage>(
            new ConfirmView(
                frame,
                "/c/" + token,
                Markup.Of(EmailAddress.Mask(person.Subscriber.Address)),
                [.. standing.Select(e => Wish(e, words, frame, known))],
                OptInHandler.NoticeOf(known, frame, site)
            )
            {
                Words = PostedWords.Of(known, standing.Select(e => e.Aspect)),
                Again = OptInHandler.IsAgain(http),
                Notes = await notes.OfAsync(person, frame, mailed: true, adds: true),
                Imported = standing.All(e => e.Channel is Channel.Import or Channel.System),
            }
        );
    }

    public async Task<IResult> AnswerAsync(string token, HttpContext http)
    {
        var optIn = await optIns.OpenAsync(token);
        var opened = optIn is null ? await OpenAsync(token) : null;
        if (optIn is null && opened is null)
            return Unusable(http);
        var (action, words, refusal) = await ReadAsync(http);
        bool? confirms = action switch
        {
            "" or "confirm" => true,
            "not-me" => false,
            _ => null,
        };
        if (action is null || (confirms is null && action != "choices"))
            return Results.StatusCode(refusal == 0 ? StatusCodes.Status400BadRequest : refusal);
        if (optIn is var (asking, row))
            return confirms is { } answer
                ? await optIns.AnswerAsync(asking, row, answer, words, token, http)
                : await optIns.OpenChoicesAsync(asking, row, token, http);

        var (link, person) = opened!.Value;
        var frame = pages.For(http.Request, person.Subscriber.Language);
        if (confirms is null)
            return choices.Offers(link)
                ? await choices.OpenAsync(token, person.Subscriber.Id, frame, http)
                : Unusable(http);
        var asked = await AskedAsync(link, person);
        var known = catalogue.Current;
        if (
            confirms.Value
            && !new PostedWords(words, known).HavePresent(Standing(known, person, asked).Select(e => (e.Aspect, e.At)))
        )
            return OptInHandler.AskAgain(frame, token, http);
        ConsentEvent[] events = [.. asked.Select(EventBytes.ToConsentEvent)];
        Change change = confirms.Value ? new ConfirmChange(events) : new Reject(events);
        var act = terms.ByPerson(Channel.ConfirmLink, clock.GetUtcNow()) with { Notices = known.Notices };
        var result = await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(link.SubscriberId),
                change,
                act,
                evidence.Of(http, "mailed/confirm", frame.Language.Code)
            )
            {
                UsedLink = link.Hash,
            }
        );
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        return new SeeOtherResult(
            http.Request.PathBase
                + (confirms.Value ? frame.To("/c/" + token) : frame.To("/c/" + token, OptInHandler.Declined))
        );
    }

    // A post without a body confirms: pressing the button is the act of consent. A body that is no form, or that asks to
    // unsubscribe (RFC 8058), is none.
    private async Task<(string? Action, StringValues Words, int Refusal)> ReadAsync(HttpContext http)
    {
        var form = HasBody(http)
            ? await PostedForm.ReadAsync(http, MostBytes, TimeSpan.FromSeconds(15), clock)
            : (FormCollection.Empty, 0);
        if (form.Form is null)
            return (null, default, form.Refusal);
        if (form.Form.ContainsKey("List-Unsubscribe"))
            return (null, default, StatusCodes.Status400BadRequest);
        return (PostedForm.ActionOf(form.Form, "not-me", "choices", "confirm"), form.Form[PostedWords.Field], 0);
    }

    private static bool HasBody(HttpContext http) =>
        http.Request.HasFormContentType
        || http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };

    // Shows which of the requested choices hold now. A confirmed choice stays confirmed, however long ago and however
    // often the link was used.
    private async ValueTask<IResult> SettledAsync(
        PageContext frame,
        SubscriberSnapshot person,
        IReadOnlyList<LedgerEventRow> asked,
        MailedLinkRow link,
        string token,
        HttpContext http
    )
    {
        var words = Words(frame);
        var started = asked.Where(e => Holds(person.State, e)).Select(e => Markup.Of(words.Name(e.Aspect))).ToArray();
        // "This was not me" after a yes did nothing, and the page does not claim it did.
        return started.Length > 0 && !OptInHandler.HasDeclined(http)
            ? Page.Of<ConfirmedPage>(
                new ConfirmedView(
                    frame,
                    person.State[asked[0].Aspect].TouchedAt,
                    started,
                    choices.Offers(link) ? "/c/" + token : null
                )
                {
                    Notes = await notes.OfAsync(person, frame, mailed: true, adds: true),
                }
            )
            : Page.Of<ConfirmOverPage>(
                new ConfirmOverView(
                    frame,
                    Rejected: started.Length == 0 && choices.Offers(link) && OptInHandler.HasDeclined(http)
                )
            );
    }

    private static bool Holds(PersonState state, LedgerEventRow asked) =>
        state[asked.Aspect] is { Wish: null } choice && choice.Value == asked.Value;

    private async ValueTask<(MailedLinkRow Link, SubscriberSnapshot Person)?> OpenAsync(string token) =>
        MailedToken.HashOf(token) is { } hash
        && await subscribers.FindLinkAsync(hash) is { Kind: MailedLinkKind.Confirm } link
        && (link.ExpiresAt > clock.GetUtcNow() || link.UsedAt is not null)
        && await subscribers.FindAsync(PersonKey.Of(link.SubscriberId)) is { } person
            ? (link, person)
            : null;

    private async ValueTask<IReadOnlyList<LedgerEventRow>> AskedAsync(MailedLinkRow link, SubscriberSnapshot person) =>
        [
            .. (await subscribers.EventsAsync(person.Subscriber, link.FromSeq, link.ToSeq)).Where(e =>
                e.Kind == EventKind.Requested
            ),
        ];

    private static LedgerEventRow[] Standing(
        CatalogueSnapshot catalogue,
        SubscriberSnapshot person,
        IReadOnlyList<LedgerEventRow> asked
    ) =>
        [
            .. asked.Where(e =>
                AnswerRule.StillAsks(
                    person.State,
                    e.Aspect,
                    e.Seq,
                    e.Notice,
                    catalogue.Notices.GetValueOrDefault(e.Aspect)
                )
            ),
        ];

    private ConfirmWish Wish(LedgerEventRow e, ChangeSentences words, PageContext frame, CatalogueSnapshot known) =>
        known.ByNumber.TryGetValue(e.Aspect, out var topic)
            ? OptInHandler.Wish(known, topic, frame, site)
            : new ConfirmWish(
                Markup.Of(words.Wish(e) ?? words.Name(e.Aspect)),
                default,
                default,
                OptInHandler.StatementOf(known, e.Aspect, frame, site)
            );

    private ChangeSentences Words(PageContext frame) => new(catalogue.Current, frame.Language.Code, site);

    private IResult Unusable(HttpContext http) =>
        Page.Of<UnusableLinkPage>(new UnusableLinkView(pages.For(http.Request)), StatusCodes.Status404NotFound);
}
