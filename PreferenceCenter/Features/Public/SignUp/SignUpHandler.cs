using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.SignUps;
using SignUpChange = PreferenceCenter.Subscriptions.SignUps.SignUp;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// Shows a sign-up form and takes its posts, from this page or from a page of another site. The answer is the same for
/// every address.
/// </summary>
internal sealed class SignUpHandler(
    SignUpForms forms,
    SignUpPresenter presenter,
    AddressHasher keys,
    CatalogueCache catalogues,
    ChangeWriter writer,
    GrantTerms terms,
    HttpEvidence evidence,
    PageContexts pages,
    Site site,
    TimeProvider clock
)
{
    private const int MostBytes = 32 * 1024;
    private const int LongestPage = 500;

    public IResult Show(string key, HttpContext http)
    {
        var catalogue = catalogues.Current;
        if (forms.Find(catalogue, key) is not { } form)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var frame = PagesOf(catalogue, form).For(http.Request);
        return http.Request.Query["sent"] == "1"
            ? Page.Of<SignedUpPage>(
                new SignedUpView(
                    frame,
                    SignUpForms.PathOf(form),
                    form.Definition.Topics.Any(t => catalogue.ByKey[t].Topic.SingleOptIn)
                )
            )
            : Page.Of<SignUpPage>(presenter.Present(frame, catalogue, form));
    }

    public IResult ShowMarkup(string key, HttpContext http)
    {
        var catalogue = catalogues.Current;
        if (forms.Find(catalogue, key) is not { } form)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var frame = PagesOf(catalogue, form).For(http.Request);
        return Page.Of<SignUpMarkupPage>(
            new SignUpMarkupView(
                frame,
                Shared.Localisation.Markup.Of(form.Definition.Words(frame.Language.Code, site.DefaultLanguage)!.Title),
                new SignUpMarkup(keys, site).Write(catalogue, form, frame.Language.Code)
            )
        );
    }

    public async Task<IResult> TakeAsync(string key, HttpContext http)
    {
        var catalogue = catalogues.Current;
        if (forms.Find(catalogue, key) is not { } form)
            return Results.StatusCode(StatusCodes.Status404NotFound);
        var (posted, refusal) = await PostedForm.ReadAsync(http, MostBytes, TimeSpan.FromSeconds(15), clock);
        if (posted is null)
            return Results.StatusCode(refusal);
        var frame = PagesOf(catalogue, form).For(http.Request, posted["language"].ToString());
        var input = SignUpInput.Read(posted, form.Definition, catalogue);
        var now = clock.GetUtcNow();
        if (posted["action"] == "draft")
            return ShowDraft(catalogue, form, frame, input, posted, now);
        var token = SignUpFormToken.Read(posted["sheet"].ToString(), keys, catalogue, form, frame.Language.Code, now);
        if (token is null)
            input = input.Untrusted();
        if (input.Faults != SignUpFaults.None)
            return Page.Of<SignUpPage>(
                presenter.Present(frame, catalogue, form, input),
                StatusCodes.Status400BadRequest
            );

        OptInTopic[] topics =
        [
            .. input.Topics.Select(t => Asked(catalogue.ByKey[t.Key], t.Value)).OrderBy(t => t.Number),
        ];
        var sent = new SignUpForm(
            input.Address!,
            input.Name,
            frame.Language.Code,
            topics,
            Proof(http, catalogue, form, input, token!, frame),
            form.Key,
            token!.Number,
            HttpEvidence.NetworkOf(http.Connection.RemoteIpAddress) ?? ""
        );
        var single = topics.Select(t => t.Number).Where(t => catalogue.ByNumber[t].Topic.SingleOptIn).ToHashSet();
        var result = await writer.SubmitAsync(new SignUpChange(sent, terms.ByPerson(Channel.Form, now), single));
        return result.Outcome switch
        {
            ChangeOutcome.Limited => new TooManyResult(result.RetryAfter),
            ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => new SeeOtherResult(Asked(catalogue, form, frame, http).To(SignUpForms.PathOf(form), "sent=1")),
        };
    }

    // In another language: what was typed stays, and so do the ticks of a page whose statements were ours. Nothing is
    // kept, and nothing of it is in the address.
    private IResult ShowDraft(
        CatalogueSnapshot catalogue,
        FormInfo form,
        PageContext frame,
        SignUpInput input,
        IFormCollection posted,
        DateTimeOffset now
    )
    {
        if (input.IsBlank)
            return new SeeOtherResult(frame.To(SignUpForms.PathOf(form)));
        var shown = SignUpFormToken.Read(
            posted["sheet"].ToString(),
            keys,
            catalogue,
            form,
            posted["language"].ToString(),
            now
        );
        return Page.Of<SignUpPage>(
            presenter.Present(
                frame,
                catalogue,
                form,
                (shown is null ? input.Untrusted() : input) with
                {
                    Faults = SignUpFaults.None,
                }
            )
        );
    }

    // A result page in the language of the form, which a copy on another site names in a field.
    private PageContext Asked(CatalogueSnapshot catalogue, FormInfo form, PageContext frame, HttpContext http)
    {
        var pages = PagesOf(catalogue, form);
        return pages.For(http.Request).Language == frame.Language ? frame : pages.In(frame.Language.Code, asked: true);
    }

    private PageContexts PagesOf(CatalogueSnapshot catalogue, FormInfo form) =>
        pages.Among(forms.LanguagesOf(catalogue, form));

    private static OptInTopic Asked(TopicInfo topic, Frequency? frequency) =>
        new(topic.Number, topic.Key, frequency ?? topic.Topic.Default, topic.Notice!.Number);

    private Evidence Proof(
        HttpContext http,
        CatalogueSnapshot catalogue,
        FormInfo form,
        SignUpInput input,
        SignUpFormToken token,
        PageContext frame
    ) =>
        evidence.Of(http, "form", frame.Language.Code) with
        {
            Address = input.Address!.Typed,
            Name = input.Name,
            Method = "checkbox",
            Form = form.Key,
            FormVersion = form.Version,
            Page = token.Embedded ? PageOf(http) : site.PublicUrl.AbsoluteUri.TrimEnd('/') + SignUpForms.PathOf(form),
            SiteNotice = catalogue.SiteNotice!.Number,
            Terms = input.Agreed ? form.Definition.Terms?.Url : null,
        };

    // The page of the other site as the browser reports it, without user name, password and query, which may be secret.
    // It is shown as text, never as a link.
    private static string? PageOf(HttpContext http)
    {
        if (
            !Uri.TryCreate(
                http.Request.Headers.Referer.FirstOrDefault() ?? http.Request.Headers.Origin.FirstOrDefault(),
                UriKind.Absolute,
                out var page
            ) || page.Scheme is not ("https" or "http")
        )
            return null;
        return CleanText.Of(
            page.GetLeftPart(UriPartial.Path)
                .Replace(page.UserInfo.Length > 0 ? page.UserInfo + "@" : "\0", "", StringComparison.Ordinal),
            LongestPage
        );
    }
}
