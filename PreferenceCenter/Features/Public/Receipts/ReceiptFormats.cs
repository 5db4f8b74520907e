namespace PreferenceCenter.Features.Public.Receipts;

/// <summary>Format of a receipt: page, JSON with proofs, or consent records.</summary>
internal enum ReceiptFormat
{
    Page,
    Proof,
    Records,
}

/// <summary>
/// Reads the requested format of a receipt: from the query of the address, or from the Accept header.
/// </summary>
internal static class ReceiptFormats
{
    public const string Proof = "json";
    public const string Records = "jsonld";

    public static ReceiptFormat Of(HttpRequest request) =>
        request.Query["format"].ToString() switch
        {
            Proof => ReceiptFormat.Proof,
            Records => ReceiptFormat.Records,
            _ => Preferred(request) switch
            {
                "application/json" => ReceiptFormat.Proof,
                "application/ld+json" => ReceiptFormat.Records,
                _ => ReceiptFormat.Page,
            },
        };

    /// <summary>
    /// Name of the download. A request through the link on the page gets a file; a program gets the plain body (null).
    /// </summary>
    public static string? FileName(HttpRequest request, string name) =>
        request.Query.ContainsKey("format") ? name : null;

    private static string? Preferred(HttpRequest request) =>
        request.GetTypedHeaders().Accept is { Count: > 0 } accept
            ? accept.OrderByDescending(a => a.Quality ?? 1).First().MediaType.Value
            : null;
}
