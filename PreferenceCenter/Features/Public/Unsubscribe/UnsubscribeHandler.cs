using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Outcomes;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>
/// Unsubscribes by signed link. The answer depends on the token alone and never on whether a subscriber has that id: a
/// fresh link, a used link and a link of an unknown or erased subscriber get the same answer. So the answer reveals
/// nothing, and no provider retries.
/// </summary>
internal sealed class UnsubscribeHandler(
    CatalogueCache catalogue,
    LinkKeyRing keys,
    LinkLifetimes lifetimes,
    ChangeWriter writer,
    HttpEvidence evidence,
    PageContexts pages,
    Site site,
    TimeProvider clock
)
{
    private const int MostBytes = 8 * 1024;
    private static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(5);

    public IResult Show(string token, HttpContext http)
    {
        var (verdict, link) = Read(token, clock.GetUtcNow());
        var frame = pages.For(http.Request);
        if (verdict != LinkVerdict.Valid)
            return Unusable(frame, verdict);
        var topic = Topic(link);
        return Page.Of<UnsubscribePage>(
            new UnsubscribeView(frame, "/u/" + token, Name(topic, frame), Markup.Of(Words(topic, frame)?.HowOften))
        );
    }

    public async Task<IResult> LeaveAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var (verdict, link) = Read(token, now);
        if (verdict != LinkVerdict.Valid)
            return Unusable(pages.For(http.Request), verdict);
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, BodyWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);
        // A post without the RFC 8058 pair is a probe, not the act of a subscriber or provider.
        if (!IsPair(form))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var ourPage = form["page"] == "1";
        var everything = ourPage && form["action"] == "leave-all";
        var scope = everything ? Aspect.Everything : link.Scope;
        var result = await SubmitAsync(
            link,
            new Leave(scope),
            ourPage ? Channel.UnsubscribePage : Channel.OneClick,
            evidence.Of(http, Trace(link), ourPage ? pages.For(http.Request).Language.Code : null),
            now
        );
        if (result.Outcome == ChangeOutcome.Busy)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (!ourPage)
            return Results.Text("Unsubscribed.\n");
        return Left(token, pages.For(http.Request), everything ? null : Topic(link), now, ReasonStep.Ask);
    }

    public async Task<IResult> NoteReasonAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var (verdict, link) = Read(token, now);
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
            ChangeOutcome.Refused => Results.StatusCode(StatusCodes.Status400BadRequest),
            _ => Left(token, pages.For(http.Request), Topic(link), now, ReasonStep.Thank),
        };
    }

    // Exact comparison of name and value, because the form itself ignores the case of names.
    private static bool IsPair(IFormCollection form) =>
        form.Any(field => field.Key == "List-Unsubscribe" && field.Value == "One-Click");

    private Task<ChangeResult> SubmitAsync(
        SignedLink link,
        Change change,
        Channel channel,
        Evidence changeEvidence,
        DateTimeOffset now
    ) =>
        writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(link.Subscriber),
                change,
                new Act(channel, Actor.Person, now, LawfulBasis.None, 0, 0),
                changeEvidence
            )
        );

    private LinkReading Read(string token, DateTimeOffset now) =>
        LinkReader.Read(token, LinkPurpose.Unsubscribe, keys.Current, now, lifetimes.Preferences);

    private static string Trace(SignedLink link) => $"signed/{link.KeyId}/{link.IssuedAt}";

    private TopicInfo? Topic(SignedLink link) =>
        link.Scope == 0 ? null : catalogue.Current.ByNumber.GetValueOrDefault(link.Scope);

    private TopicWords? Words(TopicInfo? topic, PageContext frame) =>
        topic?.Words(frame.Language.Code, site.DefaultLanguage);

    private Microsoft.AspNetCore.Components.MarkupString? Name(TopicInfo? topic, PageContext frame) =>
        Words(topic, frame) is { } words ? Markup.Of(words.Name) : null;

    private IResult Left(string token, PageContext frame, TopicInfo? topic, DateTimeOffset at, ReasonStep reason) =>
        Page.Of<UnsubscribedPage>(
            new UnsubscribedView(frame, "/u/" + token, Name(topic, frame), at) { Reason = reason }
        );

    private static IResult Unusable(PageContext frame, LinkVerdict verdict) =>
        Page.Of<UnusableLinkPage>(
            new UnusableLinkView(frame) { LeaveByAddress = verdict == LinkVerdict.Revoked },
            StatusCodes.Status404NotFound
        );
}
