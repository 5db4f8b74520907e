namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Answers 303 (See Other): the browser fetches the result page, and going back does not post a form twice.
/// </summary>
internal sealed class SeeOtherResult(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
