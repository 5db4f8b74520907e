using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Pages to correct, restrict and object (GDPR articles 16, 18, 21). The subscriber does this alone, and it takes
/// effect at once.
/// </summary>
internal sealed class RightsHandler(
    MeSessions sessions,
    SubscriberReader subscribers,
    ChangeWriter writer,
    GrantTerms terms,
    HttpEvidence evidence,
    Site site,
    TimeProvider clock
)
{
    private const int LongestName = 200;

    public ValueTask<IResult> ShowCorrectAsync(HttpContext http) =>
        sessions.ShowAsync(
            http,
            (session, frame) =>
                // Neither seen nor changed: the way back could restore no name, as no event holds one.
                MeForm.NotYet(http, session, frame, clock)
                ?? Page.Of<CorrectPage>(
                    new CorrectView(
                        MeForm.View(http, session, frame, clock),
                        session.Person.Subscriber.Name ?? "",
                        session.Person.Subscriber.Language,
                        Saved: IsDone(http)
                    )
                )
        );

    public Task<IResult> CorrectAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
            {
                var frame = sessions.FrameOf(http, session);
                if (MeForm.NotYet(http, session, frame, clock) is { } notYet)
                    return notYet;
                var (name, language) = (
                    CleanText.Of(HiddenCharacter.Trim(form["name"].ToString()), LongestName + 1) ?? "",
                    form["language"].ToString()
                );
                if (!site.Languages.Contains(language))
                    return Results.StatusCode(StatusCodes.Status400BadRequest);
                if (name.Length > LongestName || ControlCharacter.StandsIn(name))
                    return Page.Of<CorrectPage>(
                        new CorrectView(MeForm.View(http, session, frame, clock), name, language, Invalid: true),
                        StatusCodes.Status400BadRequest
                    );
                var result = await writer.SubmitAsync(
                    new Correction(
                        PersonKey.Of(session.Person.Subscriber.Id),
                        name.Length == 0 ? null : name,
                        language,
                        ActOf(),
                        EvidenceOf(http, frame)
                    )
                );
                return Answer(http, result, "/me/correct");
            }
        );

    public ValueTask<IResult> ShowRestrictAsync(HttpContext http) =>
        sessions.ShowAsync(
            http,
            async (session, frame) =>
                Page.Of<RestrictPage>(
                    new RestrictView(
                        MeForm.View(http, session, frame, clock),
                        await RestrictedSinceAsync(session.Person),
                        IsDone(http)
                    )
                )
        );

    public Task<IResult> RestrictAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
                PostedForm.ActionOf(form, "restrict", "lift") switch
                {
                    "restrict" => Answer(
                        http,
                        await SubmitAsync(http, session, new Restrict(On: true), VoidWaiting),
                        "/me/restrict"
                    ),
                    "lift" => Answer(http, await SubmitAsync(http, session, new Restrict(On: false)), "/me/restrict"),
                    _ => Results.StatusCode(StatusCodes.Status400BadRequest),
                }
        );

    public ValueTask<IResult> ShowObjectAsync(HttpContext http) =>
        sessions.ShowAsync(
            http,
            (session, frame) =>
                Page.Of<ObjectPage>(
                    new ObjectView(
                        MeForm.View(http, session, frame, clock),
                        session.Person.State.Profiling == Profiling.Objected,
                        session.Person.State is { Stopped: true, Profiling: Profiling.Objected }
                    )
                )
        );

    public Task<IResult> ObjectAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
                PostedForm.ActionOf(form, "marketing", "profiling") switch
                {
                    "profiling" => Answer(
                        http,
                        await SubmitAsync(
                            http,
                            session,
                            new Choose(
                                new Dictionary<long, long> { [Aspect.Profiling] = (long)Profiling.Objected },
                                AddsAtOnce: false
                            )
                        ),
                        "/me/object"
                    ),
                    "marketing" => Answer(
                        http,
                        await SubmitAsync(http, session, new ObjectToMarketing()),
                        "/me/object"
                    ),
                    _ => Results.StatusCode(StatusCodes.Status400BadRequest),
                }
        );

    private Task<ChangeResult> SubmitAsync(
        HttpContext http,
        MeSession session,
        Change change,
        Action<Batch, SubscriberSnapshot>? also = null
    ) =>
        writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(session.Person.Subscriber.Id),
                change,
                ActOf(),
                EvidenceOf(http, sessions.FrameOf(http, session))
            )
            {
                Also = also,
            }
        );

    // A sign-up and a change of address wait beside the choices, which a restriction touches by itself.
    private void VoidWaiting(Batch batch, SubscriberSnapshot person) =>
        MailboxStop.VoidWaiting(
            batch,
            EmailAddress.Stored(person.Subscriber.Address, person.Subscriber.AddressKey),
            [],
            ActOf()
        );

    // Read from the event itself, because a later stop of all mail also touches this choice.
    private async ValueTask<DateTimeOffset?> RestrictedSinceAsync(SubscriberSnapshot person) =>
        !person.State.Restricted
            ? null
            : (await subscribers.EventsAsync(person.Subscriber))
                .Last(e => e is { Aspect: Aspect.Restriction, Kind: EventKind.Changed })
                .At;

    private Act ActOf() => terms.ByPerson(Channel.Identity, clock.GetUtcNow());

    private Evidence EvidenceOf(HttpContext http, PageContext frame) =>
        evidence.Of(http, "mailed/identity", frame.Language.Code);

    private static bool IsDone(HttpContext http) => http.Request.Query["done"] == "1";

    private static IResult Answer(HttpContext http, ChangeResult result, string path) =>
        result.Outcome switch
        {
            ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            ChangeOutcome.Refused => Results.StatusCode(StatusCodes.Status400BadRequest),
            // The language chosen here replaces the language in the query of the address.
            _ => MeForm.BackTo(http, path, "done=1", keepLanguage: path != "/me/correct"),
        };
}
