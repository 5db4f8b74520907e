using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Shared.Errors;

/// <summary>Answers 429 (Too Many Requests) with the page that says why no email was sent and until when.</summary>
internal sealed class EmailHeldResult(EmailHeldView view, DateTimeOffset now) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await new TooManyResult(view.Until - now).ExecuteAsync(httpContext);
        await Page.Of<EmailHeldPage>(view, StatusCodes.Status429TooManyRequests).ExecuteAsync(httpContext);
    }
}
