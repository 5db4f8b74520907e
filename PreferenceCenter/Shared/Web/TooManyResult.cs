using System.Globalization;

namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Answers 429 (Too Many Requests) with the time after which the limit is over (RFC 9110 §10.2.3), in whole seconds.
/// </summary>
internal sealed class TooManyResult(TimeSpan after) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        httpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
