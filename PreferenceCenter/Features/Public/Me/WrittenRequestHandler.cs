using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Pages on which subscribers ask for something in their own words (<see cref="WrittenRequest"/>).</summary>
internal sealed class WrittenRequestHandler(MeSessions sessions, AskedRequests requests, Site site, TimeProvider clock)
{
    public ValueTask<IResult> ShowAsync(HttpContext http, WrittenRequest right) =>
        sessions.ShowAsync(
            http,
            async (session, frame) =>
                await NotYetAsync(http, session, frame, right)
                ?? Page.Of<WrittenRequestPage>(await ViewOfAsync(http, session, frame, right))
        );

    public Task<IResult> AskAsync(HttpContext http, WrittenRequest right) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
            {
                if (await NotYetAsync(http, session, sessions.FrameOf(http, session), right) is { } notYet)
                    return notYet;
                // A browser sends two characters for a line feed, but counts one.
                var typed = CleanText.Of(
                    HiddenCharacter.Trim(form["words"].ToString().ReplaceLineEndings("\n")),
                    right.Longest + 1
                );
                var words = typed is { Length: > 0 } ? typed : null;
                var view = await ViewOfAsync(http, session, sessions.FrameOf(http, session), right);
                var fault =
                    words?.Length > right.Longest ? view.Words.TooLong
                    : words is null && view.Request is null ? view.Words.Missing
                    : null;
                return fault is null
                    ? await requests.OpenAsync(http, session, right.Kind, words)
                    : Page.Of<WrittenRequestPage>(
                        view with
                        {
                            Typed = words,
                            Fault = fault,
                        },
                        StatusCodes.Status400BadRequest
                    );
            }
        );

    private async ValueTask<IResult?> NotYetAsync(
        HttpContext http,
        MeSession session,
        PageContext frame,
        WrittenRequest right
    ) => await requests.IsOfBeforeAsync(session, right.Kind) ? MeForm.NotYet(http, session, frame, clock) : null;

    private async ValueTask<WrittenRequestView> ViewOfAsync(
        HttpContext http,
        MeSession session,
        PageContext frame,
        WrittenRequest right
    ) =>
        new(
            MeForm.View(http, session, frame, clock),
            right.Path,
            right.Longest,
            right.WordsIn(frame.Language, site),
            await requests.StandingAsync(session, right.Kind, frame, due => right.Standing(frame.Language, due))
        );
}
