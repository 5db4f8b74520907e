using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace PreferenceCenter.Shared;

/// <summary>Reads a posted form within bounds of size and time, or says with which status it is refused.</summary>
internal static class PostedForm
{
    public static async Task<(IFormCollection? Form, int Refusal)> ReadAsync(HttpContext http, int mostBytes, TimeSpan within, TimeProvider clock)
    {
        if (!http.Request.HasFormContentType) return (null, StatusCodes.Status400BadRequest);
        if (http.Request.ContentLength > mostBytes) return (null, StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = mostBytes;
        using var patience = new CancellationTokenSource(within, clock);
        try
        {
            await MendBoundaryAsync(http.Request, patience.Token);
            return (await http.Request.ReadFormAsync(new FormOptions { BufferBodyLengthLimit = mostBytes, MultipartBodyLengthLimit = mostBytes, MemoryBufferThreshold = mostBytes }, patience.Token), 0);
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

    // RFC 8058 §8.3 as printed names the whole delimiter line as its boundary, dashes included (errata 5117 and 8927). Whoever sends as
    // printed means to leave all the same: the boundary is then what follows the two dashes.
    private static async Task MendBoundaryAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (!boundary.StartsWith("--", StringComparison.Ordinal)) return;
        var delimiter = Encoding.ASCII.GetBytes(boundary + "\r\n");
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            var enough = read.Buffer.Length >= delimiter.Length || read.IsCompleted;
            var asPrinted = read.Buffer.Length >= delimiter.Length && read.Buffer.Slice(0, delimiter.Length).ToArray().AsSpan().SequenceEqual(delimiter);
            request.BodyReader.AdvanceTo(read.Buffer.Start, enough ? read.Buffer.Start : read.Buffer.End);
            if (!enough) continue;
            if (!asPrinted) return;
            type.Boundary = HeaderUtilities.EscapeAsQuotedString(boundary.Subsegment(2));
            request.ContentType = type.ToString();
            return;
        }
    }
}
