using System.Globalization;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Shared.Errors;

/// <summary>Answers 429 (Too Many Requests) with the page that says why no email was sent and until when.</summary>
internal sealed class EmailHeldResult(EmailHeldView view, DateTimeOffset now) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling((view.Until - now).TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return Page.Of<EmailHeldPage>(view, StatusCodes.Status429TooManyRequests).ExecuteAsync(httpContext);
    }
}
