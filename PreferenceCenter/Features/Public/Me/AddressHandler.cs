using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions.AddressChanges;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// Takes a change of address (GDPR article 16). The new address is given in a session of the old one; the post only
/// sends a confirmation mail to the new address.
/// </summary>
internal sealed class AddressHandler(MeSessions sessions, ChangeWriter writer, TimeProvider clock)
{
    public ValueTask<IResult> ShowAsync(HttpContext http) =>
        sessions.ShowAsync(
            http,
            (session, frame) =>
                MeForm.NotYet(http, session, frame, clock)
                ?? Page.Of<AddressPage>(ViewOf(http, session, frame) with { Sent = http.Request.Query["sent"] == "1" })
        );

    public Task<IResult> AskAsync(HttpContext http) =>
        sessions.TakeAsync(
            http,
            async (session, form) =>
            {
                var frame = sessions.FrameOf(http, session);
                if (MeForm.NotYet(http, session, frame, clock) is { } notYet)
                    return notYet;
                var texts = frame.Language.Texts<AddressTexts>();
                var typed = CleanText.Of(form["email"].ToString(), 320)!;
                if (EmailAddress.TryParseNew(typed) is not { } address)
                    return Faulty(
                        HiddenCharacter.Inside(typed) is { } hidden
                            ? frame.Language.Texts<LayoutTexts>().HiddenCharacter.With(Markup.Of(hidden))
                            : texts.Invalid
                    );
                if (address.Key == session.Person.Subscriber.AddressKey)
                    return Faulty(texts.Same);
                var result = await writer.SubmitAsync(
                    new AskAddressChange(PersonKey.Of(session.Person.Subscriber.Id), address, clock.GetUtcNow())
                    {
                        Form = FormKey.Read(form),
                    }
                );
                return result.Outcome switch
                {
                    ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                    ChangeOutcome.Limited => new TooManyResult(result.RetryAfter),
                    ChangeOutcome.Refused => Results.StatusCode(StatusCodes.Status403Forbidden),
                    _ => MeForm.BackTo(http, "/me/address", "sent=1"),
                };

                IResult Faulty(MarkupString fault) =>
                    Page.Of<AddressPage>(
                        ViewOf(http, session, frame) with
                        {
                            Typed = typed,
                            Fault = fault,
                        },
                        StatusCodes.Status400BadRequest
                    );
            }
        );

    private AddressView ViewOf(HttpContext http, MeSession session, PageContext frame) =>
        new(MeForm.View(http, session, frame, clock), Markup.Of(session.Person.Subscriber.Address));
}
