using PreferenceCenter.ConsentEvidence.ConsentRecords;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Gives subscribers all data held about them (GDPR articles 15 and 20). The export is made for the download and is not
/// stored.
/// </summary>
internal sealed class ExportHandler(
    MeSessions sessions,
    PersonalData data,
    EvidenceHistory histories,
    ConsentRecordBuilder records,
    PersonalDataPresenter presenter,
    AskedRequests requests,
    TimeProvider clock
)
{
    public ValueTask<IResult> ShowAsync(HttpContext http) =>
        sessions.ShowAsync(http, (session, frame) => PageOfAsync(http, session, frame));

    public Task<IResult> SendAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, _) =>
            {
                var frame = sessions.FrameOf(http, session);
                if (MeForm.NotYet(http, session, frame, clock) is { } notYet)
                    return notYet;
                return session.Row.ExportWaits
                    ? await requests.OpenAsync(http, session, PrivacyRequestKind.Access)
                    : await ExportAsync(session, frame);
            }
        );

    private async ValueTask<IResult> PageOfAsync(HttpContext http, MeSession session, PageContext frame) =>
        MeForm.NotYet(http, session, frame, clock)
        ?? Page.Of<ExportPage>(
            new ExportPageView(
                MeForm.View(http, session, frame, clock),
                session.Row.ExportWaits,
                session.Row.ExportWaits
                    ? await requests.StandingAsync(
                        session,
                        PrivacyRequestKind.Access,
                        frame,
                        frame.Language.Texts<MeTexts>().WaitsAsked.With
                    )
                    : null
            ),
            session.Row.ExportWaits ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK
        );

    private async ValueTask<IResult> ExportAsync(MeSession session, PageContext frame)
    {
        if (await data.FindAsync(session.Row.SubscriberId) is not { } held)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var (now, steps) = (clock.GetUtcNow(), await histories.OfAsync(held.History));
        var person = held.Person.Subscriber;
        var receipt = new ConsentReceipt(
            DerivedId.Of(person.LedgerId, "consent-receipt/v1/export", person.LastSeq),
            now,
            records.Of(person, steps)
        );
        var page = new ExportFileView(frame, Markup.Of(person.Address), now, presenter.Present(frame, held, steps));
        return new ExportResult(
            new ExportContents(held, page, receipt.Records.Count > 0 ? ConsentRecordJson.Write(receipt) : null, now)
        );
    }
}
