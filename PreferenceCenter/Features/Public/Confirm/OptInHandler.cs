using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Primitives;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.SignUps;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>
/// Answers the link of a sign-up mail; the address need not be a subscriber yet. The page repeats the ticked topics and
/// their statements, and the post makes them consent.
/// </summary>
internal sealed class OptInHandler(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    ChangeWriter writer,
    HttpEvidence evidence,
    PageContexts pages,
    Site site,
    GrantTerms terms,
    ConfirmedChoices choices,
    ChoiceNotes notes,
    TimeProvider clock
)
{
    /// <summary>Query of the page after "this was not me".</summary>
    public const string Declined = "no=1";

    public static bool HasDeclined(HttpContext http) => http.Request.Query["no"] == "1";

    /// <summary>Whether the page is shown again because its wordings are not those of the page that was answered.</summary>
    public static bool IsAgain(HttpContext http) => http.Request.Query["again"] == "1";

    /// <summary>
    /// Shows the page again with the wordings in force. A yes to others is not recorded: nobody would have seen what is
    /// kept as agreed to.
    /// </summary>
    public static IResult AskAgain(PageContext frame, string token, HttpContext http) =>
        new SeeOtherResult(http.Request.PathBase + frame.To("/c/" + token, "again=1"));

    public async ValueTask<(MailedLinkRow Link, OptInRow Row)?> OpenAsync(string token) =>
        MailedToken.HashOf(token) is { } hash
        && await subscribers.FindLinkAsync(hash) is { Kind: MailedLinkKind.OptIn, OptInId: { } id } link
        && (link.ExpiresAt > clock.GetUtcNow() || link.UsedAt is not null)
        && await subscribers.FindOptInAsync(id) is { } row
            ? (link, row)
            : null;

    public async ValueTask<IResult> ShowAsync(MailedLinkRow link, OptInRow row, string token, HttpContext http)
    {
        if (row.Content is null)
            return await SettledAsync(row, link, token, http);
        var request = PendingOptIn.Parse(row.Content);
        var frame = pages.For(http.Request, request.Language);
        var known = catalogue.Current;
        var person = await FindAsync(request);
        var standing = Standing(known, request, row, person);
        return standing.Length == 0 || link.ExpiresAt <= clock.GetUtcNow()
            ? Page.Of<ConfirmOverPage>(new ConfirmOverView(frame, Rejected: false))
            : Page.Of<ConfirmPage>(
                new ConfirmView(
                    frame,
                    "/c/" + token,
                    Markup.Of(EmailAddress.Mask(request.Address)),
                    [.. standing.Select(t => Wish(known, known.ByNumber[t.Number], frame, site))],
                    NoticeOf(known, frame, site)
                )
                {
                    Words = PostedWords.Of(known, standing.Select(t => t.Number)),
                    Again = IsAgain(http),
                    Notes = await notes.OfAsync(
                        person,
                        frame,
                        mailed: true,
                        adds: true,
                        newcomer: EmailAddress.TryParse(request.Address)
                    ),
                }
            );
    }

    public async Task<IResult> AnswerAsync(
        MailedLinkRow link,
        OptInRow row,
        bool confirms,
        StringValues words,
        string token,
        HttpContext http
    )
    {
        // A settled sign-up is not answered again. The subscriber leaves through the links of the later mails.
        if (row.Content is null)
            return SettledPage(pages.For(http.Request), token, confirms, http);
        var request = PendingOptIn.Parse(row.Content);
        if (EmailAddress.TryParse(request.Address) is not { } address)
            return await SettledAsync(row, link, token, http);
        var frame = pages.For(http.Request, request.Language);
        var known = catalogue.Current;
        if (
            confirms
            && !new PostedWords(words, known).HavePresent(
                Standing(known, request, row, await FindAsync(request)).Select(t => (t.Number, row.CreatedAt))
            )
        )
            return AskAgain(frame, token, http);
        var optInEvidence = evidence.Of(http, "mailed/optin", frame.Language.Code) with
        {
            Method = "confirmation mail",
            SiteNotice = known.SiteNotice?.Number,
        };
        var result = await writer.SubmitAsync(
            new OptInAnswer(
                row.Id,
                request,
                address,
                confirms,
                terms.ByPerson(Channel.ConfirmLink, clock.GetUtcNow()) with
                {
                    Notices = known.Notices,
                },
                optInEvidence,
                link.Hash,
                topic => MayHold(known, topic)
            )
        );
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        return SettledPage(frame, token, confirms, http);
    }

    /// <summary>Leads whoever has just confirmed on to their preferences.</summary>
    public async Task<IResult> OpenChoicesAsync(MailedLinkRow link, OptInRow row, string token, HttpContext http) =>
        choices.Offers(link)
        && row.SubscriberId is { } id
        && await subscribers.FindAsync(PersonKey.Of(id)) is { } person
            ? await choices.OpenAsync(token, id, pages.For(http.Request, person.Subscriber.Language), http)
            : Page.Of<UnusableLinkPage>(new UnusableLinkView(pages.For(http.Request)), StatusCodes.Status404NotFound);

    private static SeeOtherResult SettledPage(PageContext frame, string token, bool confirms, HttpContext http) =>
        new(http.Request.PathBase + (confirms ? frame.To("/c/" + token) : frame.To("/c/" + token, Declined)));

    /// <summary>The consent statement of a topic as this page shows it.</summary>
    public static MarkupString StatementOf(CatalogueSnapshot catalogue, long aspect, PageContext frame, Site site) =>
        catalogue.StatementOf(aspect) is { } notice
            ? new MarkupString(notice.In(frame.Language.Code, site.DefaultLanguage).Words.Html)
            : default;

    /// <summary>The information under GDPR article 13 as this page shows it; empty if none is published.</summary>
    public static MarkupString NoticeOf(CatalogueSnapshot catalogue, PageContext frame, Site site) =>
        catalogue.SiteNotice is { } notice
            ? new MarkupString(notice.In(frame.Language.Code, site.DefaultLanguage).Words.Html)
            : default;

    // The result of the first press, as far as it still holds, however often and on whichever device the button is
    // pressed again.
    private async ValueTask<IResult> SettledAsync(OptInRow row, MailedLinkRow link, string token, HttpContext http)
    {
        var person = row.SubscriberId is { } id ? await subscribers.FindAsync(PersonKey.Of(id)) : null;
        var frame = pages.For(http.Request, person?.Subscriber.Language);
        var words = new ChangeSentences(catalogue.Current, frame.Language.Code, site);
        // If the sign-up changed nothing, all present topics of the subscriber are listed.
        var asks =
            person is null ? []
            : row.FromSeq > 0
                ? (await subscribers.EventsAsync(person.Subscriber, row.FromSeq, row.ToSeq))
                    .Where(e => e.Kind == EventKind.Requested && person.State[e.Aspect].On)
                    .Select(e => e.Aspect)
            : person.State.Topics.Where(t => t.On).Select(t => t.Aspect);
        MarkupString[] started = [.. asks.Select(a => Markup.Of(words.Name(a)))];
        return started.Length > 0 && !HasDeclined(http)
            ? Page.Of<ConfirmedPage>(
                new ConfirmedView(frame, row.SettledAt!.Value, started, choices.Offers(link) ? "/c/" + token : null)
                {
                    Notes = await notes.OfAsync(person, frame, mailed: true, adds: true),
                }
            )
            : Page.Of<ConfirmOverPage>(
                new ConfirmOverView(
                    frame,
                    Rejected: row.SubscriberId is null && choices.Offers(link) && HasDeclined(http)
                )
            );
    }

    private async ValueTask<SubscriberSnapshot?> FindAsync(PendingOptIn request) =>
        EmailAddress.TryParse(request.Address) is { } address
            ? await subscribers.FindAsync(PersonKey.Of(address))
            : null;

    private static OptInTopic[] Standing(
        CatalogueSnapshot catalogue,
        PendingOptIn request,
        OptInRow row,
        SubscriberSnapshot? person
    ) =>
        [
            .. request.Topics.Where(t =>
                MayHold(catalogue, t.Number)
                && t.Stands(row.CreatedAt, person?.State, catalogue.Notices.GetValueOrDefault(t.Number))
            ),
        ];

    private static bool MayHold(CatalogueSnapshot catalogue, long topic) =>
        catalogue.ByNumber.GetValueOrDefault(topic)?.Topic.Collects == true;

    public static ConfirmWish Wish(CatalogueSnapshot catalogue, TopicInfo topic, PageContext frame, Site site)
    {
        var words = topic.Words(frame.Language.Code, site.DefaultLanguage);
        return new ConfirmWish(
            Markup.Of(words.Name),
            Markup.Of(words.Description),
            Markup.Of(words.HowOften),
            StatementOf(catalogue, topic.Number, frame, site)
        )
        {
            Sample = SampleLink.To(topic, frame.Language.Code, site.DefaultLanguage),
        };
    }
}
