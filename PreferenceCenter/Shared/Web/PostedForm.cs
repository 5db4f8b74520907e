using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PreferenceCenter.Shared.Web;

/// <summary>Reads a posted form within limits of size and time, or gives the status with which it is refused.</summary>
internal static class PostedForm
{
    // A chunk of a single byte takes six bytes on the wire.
    private const int MaxFraming = 6;

    /// <summary>What browsers and mailbox providers send, without a parameter.</summary>
    private const string UrlEncoded = "application/x-www-form-urlencoded";

    public static async Task<(IFormCollection? Form, int Refusal)> ReadAsync(
        HttpContext http,
        int maxBytes,
        TimeSpan within,
        TimeProvider clock
    )
    {
        if (!IsForm(http.Request))
            return (null, StatusCodes.Status400BadRequest);
        if (http.Request.ContentLength > maxBytes)
            return (null, StatusCodes.Status413PayloadTooLarge);
        LiftServerLimits(http, maxBytes);
        using var timeout = new CancellationTokenSource(within, clock);
        try
        {
            if (await ReadBodyAsync(http.Request, maxBytes, timeout.Token) is not { } body)
                return (null, StatusCodes.Status413PayloadTooLarge);
            return (await ParseAsync(http.Request, body, maxBytes, timeout.Token), 0);
        }
        catch (BadHttpRequestException reason)
        {
            return (null, reason.StatusCode);
        }
        // A part of a multipart body may name a character set that .NET does not read: NotSupportedException.
        catch (Exception reason)
            when (reason is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        catch (OperationCanceledException)
        {
            // RFC 9110 §15.5.9: the rest of the body is not waited for either.
            http.Response.Headers.Connection = "close";
            return (null, StatusCodes.Status408RequestTimeout);
        }
    }

    /// <summary>
    /// Which button was pressed. Of several in one form, as a browser's extension or another program sends them, the
    /// first of <paramref name="known"/>: what takes away more stands before the rest. Empty if none was.
    /// </summary>
    public static string ActionOf(IFormCollection form, params ReadOnlySpan<string> known)
    {
        var posted = form["action"];
        foreach (var action in known)
            if (posted.Contains(action))
                return action;
        return posted.ToString();
    }

    // The server counts the framing of chunks as part of the body, and limits slow bodies by a rate and a clock of its
    // own.
    private static void LiftServerLimits(HttpContext http, int maxBytes)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = (maxBytes + 1L) * MaxFraming;
        http.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
    }

    private static async Task<ArraySegment<byte>?> ReadBodyAsync(
        HttpRequest request,
        int maxBytes,
        CancellationToken cancel
    )
    {
        var (body, length, reader) = (new byte[(request.ContentLength ?? maxBytes) + 1], 0, request.BodyReader);
        // A read that is cancelled by its token stays in progress for the server, which logs a failure for each slow
        // body. One that is told to stop ends in order.
        await using var _ = cancel.Register(static reader => ((PipeReader)reader!).CancelPendingRead(), reader);
        while (true)
        {
            var read = await reader.ReadAsync(CancellationToken.None);
            var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, body.Length - length));
            piece.CopyTo(body.AsSpan(length));
            length += (int)piece.Length;
            reader.AdvanceTo(piece.End);
            if (length > maxBytes)
                return null;
            if (read.IsCompleted)
                return new ArraySegment<byte>(body, 0, length);
            cancel.ThrowIfCancellationRequested();
        }
    }

    // As many fields as fit into the body. Unknown fields are ignored. The request's own way reads the header four
    // times and the body through two more streams.
    private static async Task<IFormCollection> ParseAsync(
        HttpRequest request,
        ArraySegment<byte> body,
        int maxBytes,
        CancellationToken cancel
    )
    {
        if (IsUrlEncoded(request))
        {
            var fields = new FormPipeReader(
                PipeReader.Create(new ReadOnlySequence<byte>(body)),
                EncodingOf(request.ContentType)
            )
            {
                ValueCountLimit = maxBytes,
                KeyLengthLimit = maxBytes,
            };
            // What reads the form by itself, as antiforgery does, finds it at the request.
            return request.Form = new FormCollection(await fields.ReadFormAsync(cancel));
        }
        body = WithWholeLineEnds(body);
        RepairType(request, body);
        request.Body = new MemoryStream(body.Array!, 0, body.Count);
        return await request.ReadFormAsync(
            new FormOptions { ValueCountLimit = maxBytes, KeyLengthLimit = maxBytes },
            cancel
        );
    }

    private static bool IsForm(HttpRequest request) =>
        IsUrlEncoded(request)
        || (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        );

    // Most senders add no parameter; any other goes by the media type alone, whatever its parameters are.
    private static bool IsUrlEncoded(HttpRequest request) =>
        request.ContentType is { } type
        && type.StartsWith(UrlEncoded, StringComparison.OrdinalIgnoreCase)
        && type.AsSpan(UrlEncoded.Length).TrimStart() is [] or [';', ..];

    // The pages are UTF-8, and so is a form without a charset. An unknown one is no reason to refuse.
    private static Encoding EncodingOf(string? contentType)
    {
        if (
            contentType is null
            || contentType.Length == UrlEncoded.Length
            || !MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.Charset.HasValue
        )
            return Encoding.UTF8;
        try
        {
            // The body itself is ASCII, so a charset that writes ASCII in other bytes is named in error.
            var named = Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).Value!);
            return named.GetBytes("=") is [(byte)'='] ? named : Encoding.UTF8;
        }
        catch (Exception reason) when (reason is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    // Senders that write the multipart body of RFC 8058 by hand end its lines with LF alone.
    private static ArraySegment<byte> WithWholeLineEnds(ArraySegment<byte> body)
    {
        var first = body.AsSpan().IndexOf((byte)'\n');
        if (!body.AsSpan().StartsWith("--"u8) || first <= 0 || body[first - 1] == '\r')
            return body;
        var whole = new List<byte>(body.Count + 64);
        foreach (var one in body)
        {
            if (one == '\n' && whole[^1] != '\r')
                whole.Add((byte)'\r');
            whole.Add(one);
        }
        return whole.ToArray();
    }

    // RFC 8058 §8.3 as printed uses the whole delimiter line as its boundary, dashes included (errata 5117 and 8927). A
    // sender that follows the printed text still means to unsubscribe: the boundary is then what follows the two
    // dashes.
    // The character set of the whole is meaningless: each part has its own.
    private static void RepairType(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return;
        if (type.Charset.HasValue)
        {
            type.Charset = default;
            request.ContentType = type.ToString();
        }
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
