using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Page on which a subscriber asks for human review of an automated decision (GDPR article 22(3)), with the
/// subscriber's own view of it.
/// </summary>
internal sealed class HumanHandler(MeSessions sessions, AskedRequests requests, TimeProvider clock)
{
    private const int LongestWords = 1000;

    public ValueTask<IResult> ShowAsync(HttpContext http) =>
        sessions.ShowAsync(http, async (session, frame) => Page.Of<HumanPage>(await ViewOfAsync(http, session, frame)));

    public Task<IResult> AskAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
            {
                // A browser sends two characters for a line feed, but counts one.
                var words = CleanText.Of(form["words"].ToString().ReplaceLineEndings("\n").Trim(), LongestWords + 1);
                return words?.Length > LongestWords
                    ? Page.Of<HumanPage>(
                        await ViewOfAsync(http, session, sessions.FrameOf(http, session)) with
                        {
                            Typed = words,
                            TooLong = true,
                        },
                        StatusCodes.Status400BadRequest
                    )
                    : await requests.OpenAsync(
                        http,
                        session,
                        PrivacyRequestKind.AutomatedDecision,
                        words is { Length: > 0 } ? words : null
                    );
            }
        );

    private async ValueTask<HumanView> ViewOfAsync(HttpContext http, MeSession session, PageContext frame) =>
        new(
            MeForm.View(http, session, frame, clock),
            await requests.StandingAsync(
                session,
                PrivacyRequestKind.AutomatedDecision,
                frame,
                frame.Language.Texts<HumanTexts>().Asked
            )
        );
}
