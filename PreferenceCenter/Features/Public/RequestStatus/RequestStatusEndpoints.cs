using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.RequestStatus;

/// <summary>
/// Status page of a privacy request, opened by its reference. It also works after erasure, when the person has no other
/// access left.
/// </summary>
internal static class RequestStatusEndpoints
{
    public static void MapRequestStatus(this IEndpointRouteBuilder routes)
    {
        var (pages, requests, site) = (
            routes.Service<PageContexts>(),
            routes.Service<PrivacyRequestStore>(),
            routes.Service<Site>()
        );
        routes.MapPage(
            "/privacy/{reference}",
            async ValueTask<IResult> (http) =>
                PrivacyRequestReference.Parse(http.TokenInPath("reference")) is { } reference
                && await requests.FindAsync(reference) is { } found
                // Of joined requests the first one is answered.
                && (found.JoinedTo is { } first ? await requests.FindAsync(first) : found) is { } request
                    ? Page.Of<RequestStatusPage>(ViewOf(pages.For(http.Request), request, site))
                    : Results.NotFound()
        );
    }

    private static RequestStatusView ViewOf(PageContext frame, PrivacyRequestRow request, Site site)
    {
        var (texts, time) = (frame.Language.Texts<RequestStatusTexts>(), frame.Time);
        var closed = time.Day(request.ClosedAt ?? request.ReceivedAt);
        var (standing, explained) = request.State switch
        {
            PrivacyRequestState.Held => (texts.Held, default(MarkupString?)),
            PrivacyRequestState.Grace => (texts.Grace.With(time.Moment(request.GraceUntil!.Value)), texts.GraceText),
            PrivacyRequestState.Cleaning => (texts.Cleaning, texts.CleaningText),
            PrivacyRequestState.Done => (texts.Done.With(closed), null),
            PrivacyRequestState.Refused => (texts.Refused.With(closed), texts.RefusedText),
            PrivacyRequestState.Cancelled => (texts.Cancelled.With(closed), null),
            PrivacyRequestState.Overtaken => (texts.Overtaken.With(closed), null),
            _ => (texts.Open, null),
        };
        MarkupString[] days =
            request.State is not (PrivacyRequestState.Open or PrivacyRequestState.Held) ? []
            : request.LegalUntil == request.DueUntil ? [texts.Legal.With(time.LastDay(request.LegalUntil))]
            : [texts.Legal.With(time.LastDay(request.LegalUntil)), texts.Moved.With(time.LastDay(request.DueUntil))];
        return new RequestStatusView(
            frame,
            KindOf(texts, request.Kind),
            standing,
            explained,
            texts.Received.With(time.Day(request.ReceivedAt)),
            days,
            Markup.Of(RequestNumber.Text(request.Number)),
            texts.QuestionsText.With(Markup.Of(site.PrivacyContact), Markup.Of(site.SupervisoryAuthority))
        );
    }

    private static MarkupString KindOf(RequestStatusTexts texts, PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Access => texts.KindAccess,
            PrivacyRequestKind.Portability => texts.KindPortability,
            PrivacyRequestKind.Rectification => texts.KindRectification,
            PrivacyRequestKind.Erasure => texts.KindErasure,
            PrivacyRequestKind.Restriction => texts.KindRestriction,
            PrivacyRequestKind.Objection => texts.KindObjection,
            PrivacyRequestKind.AutomatedDecision => texts.KindAutomatedDecision,
            PrivacyRequestKind.Complaint => texts.KindComplaint,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
