namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Refuses posts that another site's page sent. A token in the URL is the credential, so this is a second wall, not the
/// first. Under <c>Referrer-Policy: no-referrer</c> browsers send <c>Origin: null</c> for our own forms too: that alone
/// says nothing.
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
            || from is not ("" or "null") && !from.Equals(origin, StringComparison.OrdinalIgnoreCase);
    }
}
