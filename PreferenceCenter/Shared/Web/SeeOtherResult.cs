namespace PreferenceCenter.Shared.Web;

/// <summary>303: whatever was posted, the answer is fetched, and going back posts nothing twice.</summary>
internal sealed class SeeOtherResult(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
