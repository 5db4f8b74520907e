using System.Globalization;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Page that shows all data held about a subscriber, and the session in which they see it.</summary>
internal sealed class MeHandler(
    MeSessions sessions,
    PersonalData data,
    EvidenceHistory histories,
    PersonalDataPresenter presenter,
    TimeProvider clock
)
{
    /// <summary>The pages that "stay" may lead back to. Any other path leads to the first of them.</summary>
    private static readonly string[] Pages =
    [
        "/me",
        "/me/export",
        "/me/correct",
        "/me/address",
        "/me/restrict",
        "/me/object",
        WrittenRequest.HumanReview.Path,
        WrittenRequest.Complaint.Path,
        "/me/erase",
    ];

    public ValueTask<IResult> ShowAsync(HttpContext http) =>
        sessions.ShowAsync(
            http,
            async ValueTask<IResult> (session, frame) =>
            {
                if (await data.FindAsync(session.Row.SubscriberId) is not { } held)
                    return Results.StatusCode(StatusCodes.Status404NotFound);
                var view = new MeView(
                    MeForm.View(http, session, frame, clock),
                    Markup.OfAddress(session.Person.Subscriber.Address),
                    RightCards.In(
                        frame.Language.Texts<MeTexts>(),
                        frame.Language.Texts<AddressTexts>(),
                        frame.Language.Texts<HumanTexts>(),
                        frame.Language.Texts<ComplaintTexts>()
                    ),
                    presenter.Present(
                        frame,
                        session.WayBack is { } moved ? held.Since(moved) : held,
                        await histories.OfAsync(held.HistorySince(session.WayBack))
                    ),
                    [.. sessions.OpenedIn(held["sessions"], session)],
                    session.WayBack?.Until
                );
                return Page.Of<MePage>(view);
            }
        );

    // Reading the session has already extended it.
    public Task<IResult> StayAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            (session, form) =>
                Task.FromResult<IResult>(
                    new SeeOtherResult(
                        http.Request.PathBase
                            + sessions.FrameOf(http, session).To(Array.Find(Pages, p => p == form["at"]) ?? Pages[0])
                    )
                )
        );

    public Task<IResult> SignOutAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, _) =>
            {
                await sessions.EndAsync(http, session);
                return SignedOut(http, session);
            }
        );

    /// <summary>Ends the session of one browser, or those of all, this one's too.</summary>
    public Task<IResult> EndSessionsAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
            {
                if (form["opened"].ToString() is "" or "all")
                {
                    await sessions.EndAllAsync(http, session);
                    return SignedOut(http, session);
                }
                if (!long.TryParse(form["opened"], NumberStyles.None, CultureInfo.InvariantCulture, out var key))
                    return Results.StatusCode(StatusCodes.Status400BadRequest);
                await sessions.EndAsync(session, key);
                return new SeeOtherResult(http.Request.PathBase + sessions.FrameOf(http, session).To("/me"));
            }
        );

    private SeeOtherResult SignedOut(HttpContext http, MeSession session) =>
        new(http.Request.PathBase + $"/me?signed-out=1&language={sessions.FrameOf(http, session).Language.Code}");
}
