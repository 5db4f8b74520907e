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
                $"<svg class=\"pace\" viewBox=\"0 0 {Width} 4\" preserveAspectRatio=\"none\" width=\"{Width}\" height=\"4\" aria-hidden=\"true\"><rect class=\"way\" width=\"{Width}\" height=\"4\" rx=\"2\"/><rect class=\"{LookOf(line.Pace)}\" width=\"{line.Passed * Width:0}\" height=\"4\" rx=\"2\"/></svg>"
            )
        );

    /// <summary>The same of an open request as a ring.</summary>
    public static MarkupString Ring(RequestDetails request)
    {
        var days = Math.Max(1, (request.DueUntil - request.ReceivedAt).TotalDays);
        var passed = Math.Clamp(1 - request.Pace.DaysLeft / days, 0, 1);
        return new(
            Invariant(
                $"<svg class=\"gauge\" viewBox=\"0 0 40 40\" width=\"56\" height=\"56\" aria-hidden=\"true\"><circle class=\"way\" cx=\"20\" cy=\"20\" r=\"17\"/><circle class=\"{LookOf(request.Pace)}\" cx=\"20\" cy=\"20\" r=\"17\" pathLength=\"100\" stroke-dasharray=\"{passed * 100:0} 100\" transform=\"rotate(-90 20 20)\"/></svg>"
            )
        );
    }

    /// <summary>The look of a deadline, which is the same in words, as a tag, as a bar and as a ring.</summary>
    public static string LookOf(PrivacyRequestPace pace) =>
        pace.Urgency switch
        {
            PrivacyRequestUrgency.Calm => "calm",
            PrivacyRequestUrgency.Day20 or PrivacyRequestUrgency.Day25 => "soon",
            _ => "late",
        };
}
