namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Refuses posts that a page of another site sent. It is a second protection: the credential is the token in the URL.
/// Under <c>Referrer-Policy: no-referrer</c> browsers send <c>Origin: null</c> even for the forms of this site, so that
/// value alone is not refused.
/// </summary>
internal sealed class SameOrigin(Uri publicUrl)
{
    private readonly string origin = publicUrl.GetLeftPart(UriPartial.Authority);

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
