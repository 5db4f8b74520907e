using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
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
    TimeProvider clock
)
{
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
            return await SettledAsync(row, http);
        var request = PendingOptIn.Parse(row.Content);
        var frame = pages.For(http.Request, request.Language);
        var known = catalogue.Current;
        var person = EmailAddress.TryParse(request.Address) is { } address
            ? await subscribers.FindAsync(PersonKey.Of(address))
            : null;
        ConfirmWish[] wishes =
        [
            .. request
                .Topics.Where(t =>
                    MayHold(known, t.Number)
                    && t.Stands(row.CreatedAt, person?.State, known.Notices.GetValueOrDefault(t.Number))
                )
                .Select(t => Wish(known, t, frame)),
        ];
        return wishes.Length == 0 || link.ExpiresAt <= clock.GetUtcNow()
            ? Page.Of<ConfirmOverPage>(new ConfirmOverView(frame, Rejected: false))
            : Page.Of<ConfirmPage>(
                new ConfirmView(
                    frame,
                    "/c/" + token,
                    Markup.Of(EmailAddress.Mask(request.Address)),
                    wishes,
                    NoticeOf(known, frame, site)
                )
            );
    }

    public async Task<IResult> AnswerAsync(MailedLinkRow link, OptInRow row, bool confirms, HttpContext http)
    {
        // A confirmed sign-up cannot be rejected here. The subscriber leaves through the links of the later mails.
        if (row.Content is null)
            return confirms
                ? await SettledAsync(row, http)
                : Page.Of<ConfirmOverPage>(new ConfirmOverView(pages.For(http.Request), Rejected: false));
        var request = PendingOptIn.Parse(row.Content);
        if (EmailAddress.TryParse(request.Address) is not { } address)
            return await SettledAsync(row, http);
        var frame = pages.For(http.Request, request.Language);
        var known = catalogue.Current;
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
                terms.ByPerson(Channel.ConfirmLink, clock.GetUtcNow()),
                optInEvidence,
                link.Hash,
                topic => MayHold(known, topic)
            )
        );
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        return confirms
            ? await SettledAsync(await subscribers.FindOptInAsync(row.Id) ?? row, http, frame)
            : Page.Of<ConfirmOverPage>(new ConfirmOverView(frame, Rejected: result.Outcome == ChangeOutcome.Done));
    }

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
    private async ValueTask<IResult> SettledAsync(OptInRow row, HttpContext http, PageContext? asked = null)
    {
        var person = row.SubscriberId is { } id ? await subscribers.FindAsync(PersonKey.Of(id)) : null;
        var frame = asked ?? pages.For(http.Request, person?.Subscriber.Language);
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
        return started.Length > 0
            ? Page.Of<ConfirmedPage>(new ConfirmedView(frame, row.SettledAt!.Value, started))
            : Page.Of<ConfirmOverPage>(new ConfirmOverView(frame, Rejected: false));
    }

    private static bool MayHold(CatalogueSnapshot catalogue, long topic) =>
        catalogue.ByNumber.GetValueOrDefault(topic)?.Topic.Collects == true;

    private ConfirmWish Wish(CatalogueSnapshot catalogue, OptInTopic topic, PageContext frame)
    {
        var words = catalogue.ByNumber[topic.Number].Words(frame.Language.Code, site.DefaultLanguage);
        return new ConfirmWish(
            Markup.Of(words.Name),
            Markup.Of(words.Description),
            Markup.Of(words.HowOften),
            StatementOf(catalogue, topic.Number, frame, site)
        );
    }
}
