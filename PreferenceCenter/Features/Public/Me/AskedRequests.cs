using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Opens privacy requests that staff answer, from a session. Each kind can be open only once at a time.
/// </summary>
internal sealed class AskedRequests(
    MeSessions sessions,
    PrivacyRequestStore requests,
    ChangeWriter writer,
    GrantTerms grants,
    HttpEvidence evidence,
    PrivacyRequestTerms terms,
    TimeProvider clock
)
{
    public async ValueTask<AskedRequestStatus?> StandingAsync(
        MeSession session,
        PrivacyRequestKind kind,
        PageContext frame,
        Func<MarkupString, MarkupString> words
    ) =>
        (await requests.OfAsync(session.Person.Subscriber.Id)).Find(r => r.Kind == kind && r.ClosedAt is null)
            is { } open
            ? new AskedRequestStatus(
                words(frame.Time.LastDay(open.DueUntil)),
                RequestNumber.Text(open.Number),
                "/privacy/" + open.Reference
            )
            : null;

    /// <summary>
    /// Whether a request of before a change of address is open, while the old address may still revert that: the new one
    /// is told nothing of it.
    /// </summary>
    public async ValueTask<bool> IsOfBeforeAsync(MeSession session, PrivacyRequestKind kind) =>
        session.WayBack is { ConfirmedAt: { } moved }
        && (await requests.OfAsync(session.Person.Subscriber.Id)).Exists(r =>
            r.Kind == kind && r.ClosedAt is null && r.ReceivedAt < moved
        );

    public async Task<IResult> OpenAsync(
        HttpContext http,
        MeSession session,
        PrivacyRequestKind kind,
        string? words = null
    )
    {
        var requestEvidence = evidence.Of(http, "mailed/identity", sessions.FrameOf(http, session).Language.Code);
        var result = await writer.SubmitAsync(
            new OpenPrivacyRequest(
                PersonKey.Of(session.Person.Subscriber.Id),
                kind,
                terms,
                grants.ByPerson(Channel.Identity, clock.GetUtcNow()),
                requestEvidence,
                words
            )
        );
        return result.Outcome == ChangeOutcome.Busy
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : MeForm.BackTo(http, http.Request.Path.Value!, "");
    }
}
