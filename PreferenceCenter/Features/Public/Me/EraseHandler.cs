using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Page on which a subscriber requests erasure, or cancels that request (GDPR article 17), with one confirmation.
/// </summary>
internal sealed class EraseHandler(
    MeSessions sessions,
    PrivacyRequestStore requests,
    ChangeWriter writer,
    GrantTerms grants,
    HttpEvidence evidence,
    PrivacyRequestTerms terms,
    ErasureSettings erasures,
    TimeProvider clock
)
{
    public ValueTask<IResult> ShowAsync(HttpContext http) =>
        sessions.ShowAsync(
            http,
            async (session, frame) =>
            {
                if (MeForm.NotYet(http, session, frame, clock) is { } notYet)
                    return notYet;
                var open = (await requests.OfAsync(session.Person.Subscriber.Id))
                    .Where(r => r.ClosedAt is null)
                    .ToList();
                return Page.Of<ErasePage>(
                    new EraseView(
                        MeForm.View(http, session, frame, clock),
                        open.Find(IsErasure) is { } request ? Standing(frame, request) : null,
                        ConsequenceIn(frame),
                        erasures.KeepSuppression,
                        http.Request.Query["cancelled"] == "1"
                    )
                    {
                        Subscribed = session.Person.State.Topics.Any(t => t.On),
                        ProofUntil = erasures.KeepProofFor is { } kept
                            ? frame.Time.Day(clock.GetUtcNow() + kept)
                            : null,
                        // An erasure closes them all. What only takes away holds whatever becomes of the request.
                        Unanswered = open.Where(r => !IsErasure(r)).Select(r => RequestNumber.Text(r.Number)).ToList()
                            is { Count: > 0 } unanswered
                            ? string.Join(", ", unanswered)
                            : null,
                    }
                );
            }
        );

    public Task<IResult> TakeAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
            {
                if (MeForm.NotYet(http, session, sessions.FrameOf(http, session), clock) is { } notYet)
                    return notYet;
                var (subscriber, act) = (
                    PersonKey.Of(session.Person.Subscriber.Id),
                    grants.ByPerson(Channel.Identity, clock.GetUtcNow())
                );
                return form["action"].ToString() switch
                {
                    "erase" => Answer(
                        http,
                        await writer.SubmitAsync(
                            new OpenPrivacyRequest(
                                subscriber,
                                PrivacyRequestKind.Erasure,
                                terms,
                                act,
                                evidence.Of(http, "mailed/identity", sessions.FrameOf(http, session).Language.Code)
                            )
                        ),
                        ""
                    ),
                    "cancel" => await requests.OpenErasureAsync(session.Person.Subscriber.Id) is { } request
                        ? Answer(
                            http,
                            await writer.SubmitAsync(new CancelPrivacyRequest(subscriber, request.Id, act)),
                            "cancelled=1"
                        )
                        : Answer(http, new ChangeResult(ChangeOutcome.Unchanged), ""),
                    _ => Results.StatusCode(StatusCodes.Status400BadRequest),
                };
            }
        );

    private static bool IsErasure(PrivacyRequestRow request) => request.Kind == PrivacyRequestKind.Erasure;

    private MarkupString ConsequenceIn(PageContext frame)
    {
        var (texts, now) = (frame.Language.Texts<MeTexts>(), clock.GetUtcNow());
        return erasures.Automatic
            ? texts.EraseThenItself.With(frame.Time.Moment(now + erasures.Grace))
            : texts.EraseThenPerson.With(
                frame.Time.LastDay(terms.Calendar.EndOf(Deadline.Of(now, terms.Calendar).Working))
            );
    }

    private static EraseStatus Standing(PageContext frame, PrivacyRequestRow request)
    {
        var texts = frame.Language.Texts<MeTexts>();
        return new EraseStatus(
            request.GraceUntil is { } until
                ? texts.EraseItself.With(frame.Time.Moment(until))
                : texts.ErasePerson.With(frame.Time.LastDay(request.DueUntil)),
            frame.Time.Day(request.ReceivedAt),
            "/privacy/" + request.Reference
        );
    }

    private static IResult Answer(HttpContext http, ChangeResult result, string query) =>
        result.Outcome == ChangeOutcome.Busy
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : MeForm.BackTo(http, "/me/erase", query);
}
