namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Refuses posts that a page of another site sent. It is a second protection: the credential is the token in the URL.
/// Under <c>Referrer-Policy: no-referrer</c> browsers send <c>Origin: null</c> even for the forms of this site, so that
/// value alone is not refused.
/// </summary>
/// <param name="origin">The origin of this site, with an international host as A-labels.</param>
internal sealed class SameOrigin(string origin)
{
    public Func<HttpContext, Task<IResult>> Guard(Func<HttpContext, Task<IResult>> take) =>
        http =>
            IsForeign(http.Request.Headers)
                ? Task.FromResult(Results.StatusCode(StatusCodes.Status403Forbidden))
                : take(http);

    private bool IsForeign(IHeaderDictionary headers)
    {
        var from = headers.Origin.ToString();
        return headers["Sec-Fetch-Site"] == "cross-site"
            || (from is not ("" or "null") && !from.Equals(origin, StringComparison.OrdinalIgnoreCase));
    }
}
