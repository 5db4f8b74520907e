using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace PreferenceCenter.Shared.Web;

/// <summary>Reads a posted form within bounds of size and time, or says with which status it is refused.</summary>
internal static class PostedForm
{
    // A chunk of a single byte is six on the wire.
    private const int MostFraming = 6;

    public static async Task<(IFormCollection? Form, int Refusal)> ReadAsync(
        HttpContext http,
        int mostBytes,
        TimeSpan within,
        TimeProvider clock
    )
    {
        if (!http.Request.HasFormContentType)
            return (null, StatusCodes.Status400BadRequest);
        if (http.Request.ContentLength > mostBytes)
            return (null, StatusCodes.Status413PayloadTooLarge);
        LeaveTheBoundsToUs(http, mostBytes);
        using var patience = new CancellationTokenSource(within, clock);
        try
        {
            if (await ReadBodyAsync(http.Request, mostBytes, patience.Token) is not { } body)
                return (null, StatusCodes.Status413PayloadTooLarge);
            MendBoundary(http.Request, body);
            http.Request.Body = new MemoryStream(body);
            // However many fields fit into the body: those that are nobody's are not looked at.
            return (
                await http.Request.ReadFormAsync(
                    new FormOptions { ValueCountLimit = mostBytes, KeyLengthLimit = mostBytes },
                    patience.Token
                ),
                0
            );
        }
        catch (BadHttpRequestException reason)
        {
            return (null, reason.StatusCode);
        }
        catch (Exception reason) when (reason is InvalidDataException or IOException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        catch (OperationCanceledException)
        {
            // RFC 9110 §15.5.9: what of the body still comes is not waited for either.
            http.Response.Headers.Connection = "close";
            return (null, StatusCodes.Status408RequestTimeout);
        }
    }

    // The server counts the framing of chunks as body, and times a slow one by a rate and a clock of its own.
    private static void LeaveTheBoundsToUs(HttpContext http, int mostBytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = (mostBytes + 1L) * MostFraming;
        http.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request, int mostBytes, CancellationToken cancel)
    {
        var body = new byte[(request.ContentLength ?? mostBytes) + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancel);
        return length <= mostBytes ? body[..length] : null;
    }

    // RFC 8058 §8.3 as printed names the whole delimiter line as its boundary, dashes included (errata 5117 and 8927).
    // Whoever sends as printed means to leave all the same: the boundary is then what follows the two dashes.
    private static void MendBoundary(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (
            !boundary.StartsWith("--", StringComparison.Ordinal)
            || !body.StartsWith(Encoding.ASCII.GetBytes(boundary + "\r\n"))
        )
            return;
        type.Boundary = HeaderUtilities.EscapeAsQuotedString(boundary.Subsegment(2));
        request.ContentType = type.ToString();
    }
}
