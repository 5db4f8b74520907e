using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Shows a subscriber's choices and takes their changes. Every successful post answers with a redirect to the page.
/// </summary>
internal sealed class PreferencesHandler(
    PreferencesLinks links,
    SubscriberReader subscribers,
    PreferencesPresenter presenter,
    CatalogueCache catalogue,
    ChangeWriter writer,
    GrantTerms terms,
    HttpEvidence evidence,
    IdentityLinkSender identityLinks,
    PageContexts pages,
    Site site,
    TimeProvider clock
)
{
    private const int MostBytes = 64 * 1024;

    // Of two buttons in one form the one that takes away more counts.
    private static readonly string[] Actions = ["leave-all", "save", "send-link", "draft"];
    private static readonly TimeSpan FormWithin = TimeSpan.FromSeconds(15);

    public async ValueTask<IResult> ShowAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var link = await links.OpenAsync(token, now);
        var frame = pages.For(http.Request, link.Person?.Subscriber.Language);
        var path = "/p/" + token;
        return link.Verdict switch
        {
            LinkVerdict.Valid => Page.Of<PreferencesPage>(
                await presenter.PresentAsync(frame, path, link, SaveOutcome.Read(http.Request.Query), now)
            ),
            LinkVerdict.Expired => Page.Of<UnusableLinkPage>(
                new UnusableLinkView(frame, path)
                {
                    Done = await DoneAsync(link, http, now),
                    OnlyLeaves = link.OnlyLeaves,
                },
                StatusCodes.Status404NotFound
            ),
            _ => Page.Of<UnusableLinkPage>(new UnusableLinkView(frame), StatusCodes.Status404NotFound),
        };
    }

    // "Saved" is shown because the log says so, as "you have left" because the state does.
    private async ValueTask<UnusableLinkDone> DoneAsync(OpenedLink link, HttpContext http, DateTimeOffset now)
    {
        var done = SaveOutcome.OfExpired(http.Request.Query, link.Person);
        var (from, to) = SaveOutcome.ReadRange(http.Request.Query["done"].ToString()) ?? (0, 0);
        return
            done == UnusableLinkDone.Nothing
            && (await OutcomePresenter.SavedAsync(subscribers, link, from, to, now - LinkLifetimes.UndoOnPage)).Length
                > 0
            ? UnusableLinkDone.Saved
            : done;
    }

    public async Task<IResult> SaveAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var link = await links.OpenAsync(token, now);
        if (link.Person is not { } person)
            return Page.Of<UnusableLinkPage>(
                new UnusableLinkView(pages.For(http.Request)),
                StatusCodes.Status404NotFound
            );
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);

        var expired = link.Verdict == LinkVerdict.Expired;
        switch (PostedForm.ActionOf(form, Actions))
        {
            case "leave-all":
                return Answer(token, http, await SubmitAsync(http, link, Leave.Everything, now), SaveOutcome.Query);
            case "send-link" when expired && !link.OnlyLeaves:
                var sent = await writer.SubmitAsync(RequestFor(http, person, now, FormKey.Read(form)));
                return Held(token, http, person, sent) ?? Answer(token, http, sent, _ => SaveOutcome.LinkSent);
            case "draft" when !expired:
                return await ShowDraftAsync(token, http, link, form, now);
            case "draft":
                return SeeOther(http, $"/p/{token}", "", keepLanguage: true);
            case "save" when !expired:
                var choices = new ChoicesForm(form, catalogue.Current, link, site.Languages, now);
                return choices.Read() is { } wanted
                    ? Answer(
                        token,
                        http,
                        await SubmitAsync(
                            http,
                            link,
                            new Choose(wanted, link.Mailed || terms.AddAtOnce)
                            {
                                Anew = choices.Renewed,
                                AskedFirst = choices.AskedFirst,
                                Shown = choices.Shown,
                            },
                            now
                        ),
                        result => SaveOutcome.Query(result, choices),
                        !wanted.ContainsKey(Aspect.Language)
                    )
                    : Results.StatusCode(StatusCodes.Status400BadRequest);
            case "save":
                var late = new ChoicesForm(form, catalogue.Current, link, site.Languages, now);
                if (late.Read() is null)
                    return Results.StatusCode(StatusCodes.Status400BadRequest);
                return late.Less.Count == 0
                    ? SeeOther(http, $"/p/{token}", "", keepLanguage: true)
                    : Answer(
                        token,
                        http,
                        await SubmitAsync(http, link, new Choose(late.Less, AddsAtOnce: false), now),
                        SaveOutcome.Query
                    );
            // No button that this link has: what only takes away is done all the same.
            default:
                var bare = new ChoicesForm(form, catalogue.Current, link, site.Languages, now);
                return bare.Read() is null || bare.Less.Count == 0
                    ? Results.StatusCode(StatusCodes.Status400BadRequest)
                    : Answer(
                        token,
                        http,
                        await SubmitAsync(http, link, new Choose(bare.Less, AddsAtOnce: false), now),
                        result => SaveOutcome.Query(result, bare, lessAlone: true)
                    );
        }
    }

    // Another language for the page, with the choices that are not saved yet. Nothing is written.
    private async Task<IResult> ShowDraftAsync(
        string token,
        HttpContext http,
        OpenedLink link,
        IFormCollection form,
        DateTimeOffset now
    )
    {
        var frame = pages.For(http.Request, link.Person!.Subscriber.Language);
        var view = await presenter.PresentAsync(frame, "/p/" + token, link, default, now);
        return await DraftPage.MakeAsync(view with { Draft = true }, form)
            ?? SeeOther(http, $"/p/{token}", "", keepLanguage: true);
    }

    /// <summary>
    /// Undoes the last save through a mailed link, which proves the mailbox. It works once: what was restored has been
    /// touched since.
    /// </summary>
    public async Task<IResult> UndoAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var link = await links.OpenAsync(token, now);
        if (link is not { Person: not null, Verdict: LinkVerdict.Valid, Mailed: true })
            return Page.Of<UnusableLinkPage>(
                new UnusableLinkView(pages.For(http.Request)),
                StatusCodes.Status404NotFound
            );
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);
        if (SaveOutcome.ReadRange(form["undoes"].ToString()) is not var (from, to))
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var saved = await OutcomePresenter.SavedAsync(subscribers, link, from, to, now - LinkLifetimes.UndoOnPage);
        var result = await SubmitAsync(http, link, new Domain.Undo([.. saved.Select(EventBytes.ToConsentEvent)]), now);
        // Nothing left to undo: done before, or replaced by something later.
        return result.Outcome == ChangeOutcome.Refused
            ? SeeOther(http, $"/p/{token}", SaveOutcome.Unchanged, keepLanguage: true)
            : Answer(token, http, result, SaveOutcome.Query);
    }

    public async Task<IResult> NoteReasonAsync(string token, HttpContext http)
    {
        var now = clock.GetUtcNow();
        var link = await links.OpenAsync(token, now);
        if (link.Person is not { } person)
            return Page.Of<UnusableLinkPage>(
                new UnusableLinkView(pages.For(http.Request)),
                StatusCodes.Status404NotFound
            );
        var (form, refusal) = await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock);
        if (form is null)
            return Results.StatusCode(refusal);
        if (WireName.Parse<LeaveReason>(form["reason"]) is not { } reason || reason == LeaveReason.None)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (!LeaveComment.TryRead(form["comment"], out var comment))
            return ErrorPages.TooLong(pages.For(http.Request, person.Subscriber.Language));
        var reasonEvidence = EvidenceOf(http, link) with { Comment = comment };
        var act = new Act(link.Channel, Actor.Person, now, LawfulBasis.None, 0, 0);
        var result = await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(person.Subscriber.PublicId),
                new GiveReason(catalogue.Current.ByNumber.ContainsKey(link.Scope) ? link.Scope : 0, reason),
                act,
                reasonEvidence
            )
        );
        return Answer(token, http, result, _ => SaveOutcome.ReasonGiven);
    }

    /// <summary>
    /// Mails a link to the data page. A forwarded footer link must open no data (SEC-21), so the link goes to the
    /// address on file, which is not typed again, and opens only in the browser that requested it.
    /// </summary>
    public async Task<IResult> AskForDataAsync(string token, HttpContext http)
    {
        if (await links.OpenAsync(token, clock.GetUtcNow()) is not { Person: { } person, Verdict: LinkVerdict.Valid })
            return Page.Of<UnusableLinkPage>(
                new UnusableLinkView(pages.For(http.Request)),
                StatusCodes.Status404NotFound
            );
        // A post without a form asks too: there is nothing to choose.
        var form = http.Request.HasFormContentType
            ? (await PostedForm.ReadAsync(http, MostBytes, FormWithin, clock)).Form
            : null;
        var result = await identityLinks.AskAsync(
            http,
            EmailAddress.TryParse(person.Subscriber.Address)!,
            person.Subscriber.Language,
            FormKey.Read(form ?? FormCollection.Empty)
        );
        if (result.Outcome == ChangeOutcome.Limited)
            return new TooManyResult(result.RetryAfter);
        return Held(token, http, person, result) ?? Answer(token, http, result, _ => SaveOutcome.DataLinkSent);
    }

    private Task<ChangeResult> SubmitAsync(HttpContext http, OpenedLink link, Change change, DateTimeOffset now) =>
        writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(link.Person!.Subscriber.PublicId),
                change,
                terms.ByPerson(link.Channel, now),
                EvidenceOf(http, link)
            )
        );

    private Evidence EvidenceOf(HttpContext http, OpenedLink link) =>
        evidence.Of(http, link.Trace, pages.For(http.Request, link.Person!.Subscriber.Language).Language.Code);

    // The visitor holds this person's link and types no address: to say why nothing is sent tells nothing of others.
    private EmailHeldResult? Held(string token, HttpContext http, SubscriberSnapshot person, ChangeResult result) =>
        result.Held is { } held
            ? new EmailHeldResult(
                new EmailHeldView(
                    pages.For(http.Request, person.Subscriber.Language),
                    held.Declined,
                    held.Until,
                    "/p/" + token
                ),
                clock.GetUtcNow()
            )
            : null;

    private static PreferencesLinkMail RequestFor(
        HttpContext http,
        SubscriberSnapshot person,
        DateTimeOffset now,
        Guid? form
    ) =>
        new(
            EmailAddress.TryParse(person.Subscriber.Address)!,
            person.Subscriber.Language,
            HttpEvidence.NetworkOf(http.Connection.RemoteIpAddress) ?? "",
            now
        )
        {
            Form = form,
        };

    private static IResult Answer(
        string token,
        HttpContext http,
        ChangeResult result,
        Func<ChangeResult, string> query,
        bool keepLanguage = true
    ) =>
        result.Outcome switch
        {
            ChangeOutcome.Busy => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            ChangeOutcome.Limited => new TooManyResult(result.RetryAfter),
            ChangeOutcome.Refused => Results.StatusCode(StatusCodes.Status400BadRequest),
            _ => SeeOther(http, $"/p/{token}", query(result), keepLanguage),
        };

    private static SeeOtherResult SeeOther(HttpContext http, string path, string query, bool keepLanguage)
    {
        var language = keepLanguage ? http.Request.Query["language"].ToString() : "";
        string[] parts =
        [
            .. query.Length > 0 ? new[] { query } : [],
            .. language.Length == 2 && language.All(char.IsAsciiLetter) ? new[] { "language=" + language } : [],
        ];
        return new SeeOtherResult(
            http.Request.PathBase + path + (parts.Length > 0 ? "?" + string.Join('&', parts) : "")
        );
    }
}
