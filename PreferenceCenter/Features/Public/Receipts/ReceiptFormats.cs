namespace PreferenceCenter.Features.Public.Receipts;

internal enum ReceiptFormat
{
    Page,
    Proof,
    Records,
}

/// <summary>What a reader of a receipt asks for: by name in the address, or by what their program accepts.</summary>
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

    /// <summary>Whoever followed the page's link wants a file; a program wants the body.</summary>
    public static string? FileName(HttpRequest request, string name) =>
        request.Query.ContainsKey("format") ? name : null;

    private static string? Preferred(HttpRequest request) =>
        request.GetTypedHeaders().Accept is { Count: > 0 } accept
            ? accept.OrderByDescending(a => a.Quality ?? 1).First().MediaType.Value
            : null;
}
