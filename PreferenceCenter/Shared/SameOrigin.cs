namespace PreferenceCenter.Shared;

/// <summary>
/// Refuses posts that another site's page sent. A token in the URL is the credential, so this is a second wall, not the first.
/// Under <c>Referrer-Policy: no-referrer</c> browsers send <c>Origin: null</c> for our own forms too: that alone says nothing.
/// </summary>
internal sealed class SameOrigin(Uri publicUrl) : IEndpointFilter
{
    private readonly string origin = publicUrl.GetLeftPart(UriPartial.Authority);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Request.Headers;
        var from = headers.Origin.ToString();
        var foreign = headers["Sec-Fetch-Site"] == "cross-site" || from is not ("" or "null") && !from.Equals(origin, StringComparison.OrdinalIgnoreCase);
        return foreign ? Results.StatusCode(StatusCodes.Status403Forbidden) : await next(context);
    }
}
