using Microsoft.AspNetCore.WebUtilities;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>
/// Unsubscribes by signed link. A provider's post is answered by the token alone, never by whether a subscriber has that
/// id: a fresh link, a used link and a link of an unknown or erased subscriber get the same answer. So the answer
/// reveals nothing, and no provider retries. The post of our own button leads to a page of its own, which can be loaded
/// again and holds an undo.
/// </summary>
internal sealed class UnsubscribeHandler(
    SubscriberReader subscribers,
    UnsubscribePresenter presenter,
    CatalogueCache catalogue,
    ILinkKeys keys,
    LinkLifetimes lifetimes,
    ChangeWriter writer,
    HttpEvidence evidence,
    PageContexts pages,
    TimeProvider clock
)
{
    private const int MostBytes = 8 * 1024;
    private static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(5);

    public async ValueTask<IResult> ShowAsync(string token, HttpContext http)
    {
        var (verdict, link, _) = Read(token, clock.GetUtcNow());
        var frame = pages.For(http.Request);
        if (verdict != LinkVerdict.Valid)
            return Unusable(frame, verdict);
        var (path, topic) = ("/u/" + token, Topic(link));
        var person = await subscribers.FindAsync(PersonKey.Of(link.Subscriber));
        return person is not null && UnsubscribePresenter.LeftAt(person.State, link.Scope) is { } at
            ? Page.Of<UnsubscribedPage>(presenter.Already(frame, path, topic, person.State, at))
            : Page.Of<UnsubscribePage>(presenter.Ask(frame, path, topic));
    }

    /// <summary>The page after our own button, as long as its undo row is kept.</summary>
    public async ValueTask<IResult> ShowLeftAsync(string token, string key, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var (verdict, link, _) = Read(token, now);
        var frame = pages.For(http.Request);
        if (verdict != LinkVerdict.Valid || await LeftByAsync(link, key) is not var (undo, person))
            return Unusable(frame, verdict);
        var left = await subscribers.EventsAsync(person.Subscriber, undo.FromSeq, undo.ToSeq);
        return left.Count == 0
            ? Unusable(frame, LinkVerdict.Invalid)
            : Page.Of<UnsubscribedPage>(
                presenter.Left(
                    frame,
                    $"/u/{token}/{key}",
                    left,
                    person.State,
                    CanUndo(undo, left[0], person.State, now) ? "/undo/" + key : null,
                    http.Request.Query["thanks"] == "1"
                )
            );
    }

    private static bool CanUndo(MailedLinkRow undo, LedgerEventRow first, PersonState state, DateTimeOffset now) =>
        undo is { UsedAt: null }
        && undo.ExpiresAt > now
        && ChoiceDirection.TakesAway(EventBytes.ToConsentEvent(first))
        && state[first.Aspect].Touched == first.Seq;

    public async Task<IResult> LeaveAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var (verdict, link, named) = Read(token, now);
        if (verdict != LinkVerdict.Valid)
            return Unusable(pages.For(http.Request), verdict);
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, BodyWithin, clock, handMade: true);
        if (form is null)
            return Results.StatusCode(refusal);
        // A post without the RFC 8058 pair is a probe, not the act of a subscriber or provider.
        if (!IsPair(form))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        return form["page"].Contains("1")
            ? await LeaveByPageAsync(token, link, named, form, http, now)
            : await LeaveByProviderAsync(link, named, http, now);
    }

    private async Task<IResult> LeaveByProviderAsync(SignedLink link, long named, HttpContext http, DateTimeOffset now)
    {
        var proof = evidence.Of(http, Trace(link), null);
        var result = await SubmitAsync(link, Leave.Of(named, link.Scope), Channel.OneClick, proof, now);
        return result.Outcome == ChangeOutcome.Busy
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Text("Unsubscribed.\n");
    }

    // The key of the form is the token of the undo. A form sent again finds what it did, as long as that still holds;
    // after a return it is a new wish to leave, which is carried out like any other.
    private async Task<IResult> LeaveByPageAsync(
        string token,
        SignedLink link,
        long named,
        IFormCollection form,
        HttpContext http,
        DateTimeOffset now
    )
    {
        var (frame, key) = (pages.For(http.Request), form["key"].ToString());
        var everything = form["action"].Contains("leave-all");
        var scope = everything ? Aspect.Everything : link.Scope;
        if (MailedToken.HashOf(key) is { } sent && await subscribers.FindLinkAsync(sent) is { } kept)
        {
            if (
                await LeftByAsync(link, kept) is var (undo, person)
                && undo.UsedAt is null
                && person.State[scope].Touched == undo.FromSeq
            )
                return LeftPage(token, key, frame, http);
            key = "";
        }
        if (MailedToken.HashOf(key) is not { } hash)
            hash = MailedToken.HashOf(key = MailedToken.New())!;
        var result = await SubmitAsync(
            link,
            everything ? Leave.Everything : Leave.Of(named, scope),
            Channel.UnsubscribePage,
            evidence.Of(http, Trace(link), frame.Language.Code),
            now,
            (hash, now + LinkLifetimes.UndoOnPage)
        );
        return result.Outcome switch
        {
            ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            // Nobody here has this id: the leave is kept, and there is nothing to undo.
            ChangeOutcome.Unknown => Page.Of<UnsubscribedPage>(
                presenter.Unknown(frame, "/u/" + token, everything ? null : Topic(link), now)
            ),
            // Nothing was written and nothing can be shown by this key: the first page says what holds.
            ChangeOutcome.Unchanged when await LeftByAsync(link, key) is null => new SeeOtherResult(
                http.Request.PathBase + frame.To("/u/" + token)
            ),
            _ => LeftPage(token, key, frame, http),
        };
    }

    private static SeeOtherResult LeftPage(string token, string key, PageContext frame, HttpContext http) =>
        new(http.Request.PathBase + frame.To($"/u/{token}/{key}"));

    // What this very link's subscriber did by the form with this key: the key of another's form proves nothing.
    private async ValueTask<(MailedLinkRow Undo, SubscriberSnapshot Person)?> LeftByAsync(
        SignedLink link,
        string key
    ) =>
        MailedToken.HashOf(key) is { } hash && await subscribers.FindLinkAsync(hash) is { } kept
            ? await LeftByAsync(link, kept)
            : null;

    private async ValueTask<(MailedLinkRow Undo, SubscriberSnapshot Person)?> LeftByAsync(
        SignedLink link,
        MailedLinkRow kept
    ) =>
        kept.Kind == MailedLinkKind.LeftPage
        && await subscribers.FindAsync(PersonKey.Of(link.Subscriber)) is { } person
        && person.Subscriber.Id == kept.SubscriberId
            ? (kept, person)
            : null;

    /// <param name="page">The path of the page that asked, below which the answer was posted.</param>
    public async Task<IResult> NoteReasonAsync(string token, string page, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var (verdict, link, _) = Read(token, now);
        if (verdict != LinkVerdict.Valid)
            return Unusable(pages.For(http.Request), verdict);
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, BodyWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);
        if (WireName.Parse<LeaveReason>(form["reason"]) is not { } reason || reason == LeaveReason.None)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (!LeaveComment.TryRead(form["comment"], out var comment))
            return ErrorPages.TooLong(pages.For(http.Request));
        var reasonEvidence = evidence.Of(http, Trace(link), pages.For(http.Request).Language.Code) with
        {
            Comment = comment,
        };
        var result = await SubmitAsync(
            link,
            new GiveReason(link.Scope, reason),
            Channel.UnsubscribePage,
            reasonEvidence,
            now
        );
        return result.Outcome switch
        {
            ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            ChangeOutcome.Limited => new TooManyResult(result.RetryAfter),
            ChangeOutcome.Refused => Results.StatusCode(StatusCodes.Status400BadRequest),
            _ => new SeeOtherResult(
                QueryHelpers.AddQueryString(http.Request.PathBase + pages.For(http.Request).To(page), "thanks", "1")
            ),
        };
    }

    // Name and value in their own letters, because the form itself ignores the case of names; once or more, with
    // whatever white space a sender puts around them: the intent is certain.
    private static bool IsPair(IFormCollection form) =>
        form.Any(field =>
            field.Key.AsSpan().Trim().SequenceEqual("List-Unsubscribe")
            && field.Value.Any(value => value.AsSpan().Trim().SequenceEqual("One-Click"))
        );

    private Task<ChangeResult> SubmitAsync(
        SignedLink link,
        Change change,
        Channel channel,
        Evidence changeEvidence,
        DateTimeOffset now,
        (byte[] Hash, DateTimeOffset Until)? undo = null
    ) =>
        writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(link.Subscriber),
                change,
                new Act(channel, Actor.Person, now, LawfulBasis.None, 0, 0),
                changeEvidence
            )
            {
                Undo = undo,
            }
        );

    // A link of a topic that does not exist says no more than that somebody leaves: everything. One of a merged topic is
    // about the topic that took it in; named is its own.
    private (LinkVerdict Verdict, SignedLink Link, long Named) Read(string token, DateTimeOffset now)
    {
        var reading = LinkReader.Read(token, LinkPurpose.Unsubscribe, keys.Current, now, lifetimes.Preferences);
        if (reading is not { Verdict: LinkVerdict.Valid, Link.Scope: > 0 and var named })
            return (reading.Verdict, reading.Link, reading.Link.Scope);
        if (!catalogue.Current.ByNumber.ContainsKey(named))
            catalogue.RefreshIfChanged();
        var scope = catalogue.Current.ByNumber.ContainsKey(named) ? catalogue.Current.ScopeOf(named) : 0;
        return (reading.Verdict, reading.Link with { Scope = scope }, scope == 0 ? 0 : named);
    }

    private static string Trace(SignedLink link) => $"signed/{link.KeyId}/{link.IssuedAt}";

    private TopicInfo? Topic(SignedLink link) =>
        link.Scope == 0 ? null : catalogue.Current.ByNumber.GetValueOrDefault(link.Scope);

    private static IResult Unusable(PageContext frame, LinkVerdict verdict) =>
        Page.Of<UnusableLinkPage>(
            new UnusableLinkView(frame) { LeaveByAddress = verdict == LinkVerdict.Revoked },
            StatusCodes.Status404NotFound
        );
}
