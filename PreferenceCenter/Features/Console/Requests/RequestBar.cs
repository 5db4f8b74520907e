using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>How far a request's time has run, as a bar beside the words that say it. A cell needs no component.</summary>
internal static class RequestBar
{
    private const int Width = 44;

    public static MarkupString Of(QueueLine line) =>
        new(
            Invariant(
                $"<svg class=\"pace\" width=\"{Width}\" height=\"4\" aria-hidden=\"true\"><rect class=\"way\" width=\"{Width}\" height=\"4\" rx=\"2\"/><rect class=\"{LookOf(line.Pace)}\" width=\"{line.Passed * Width:0}\" height=\"4\" rx=\"2\"/></svg>"
            )
        );

    /// <summary>Class of the words and of the bar.</summary>
    public static string LookOf(PrivacyRequestPace pace) =>
        pace.Urgency switch
        {
            PrivacyRequestUrgency.Calm => "calm",
            PrivacyRequestUrgency.Day20 or PrivacyRequestUrgency.Day25 => "soon",
            _ => "late",
        };

    /// <summary>Class of the status.</summary>
    public static string TagOf(QueueLine line) => line.Proposed ? "two" : TagOf(line.State);

    public static string TagOf(PrivacyRequestState state) =>
        state switch
        {
            PrivacyRequestState.Open => "info",
            PrivacyRequestState.Held => "wait",
            PrivacyRequestState.Grace or PrivacyRequestState.Cleaning => "yes",
            PrivacyRequestState.Refused => "no",
            _ => "",
        };
}
