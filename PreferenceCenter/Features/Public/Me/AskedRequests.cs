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
