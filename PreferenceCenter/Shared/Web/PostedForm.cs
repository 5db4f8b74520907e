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

    /// <param name="handMade">
    /// A form without a type, or as plain text, counts too: for a post that providers' programs make and that only takes
    /// away.
    /// </param>
    public static async Task<(IFormCollection? Form, int Refusal)> ReadAsync(
        HttpContext http,
        int maxBytes,
        TimeSpan within,
        TimeProvider clock,
        bool handMade = false
    )
    {
        if (!IsForm(http.Request.ContentType, handMade))
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

    // As many fields as fit into the body. Unknown fields are ignored. The body says what it is: senders that write it by
    // hand name a type for it that is not its own, or none. The request's own way reads the header four times and the
    // body through two more streams.
    private static async Task<IFormCollection> ParseAsync(
        HttpRequest request,
        ArraySegment<byte> body,
        int maxBytes,
        CancellationToken cancel
    )
    {
        if (body.AsSpan().StartsWith("\uFEFF"u8))
            body = body[3..];
        // What reads the form by itself, as antiforgery does, finds it at the request.
        if (MultipartBody.BoundaryOf(request.ContentType, body) is not { } boundary)
        {
            var fields = new FormPipeReader(
                PipeReader.Create(new ReadOnlySequence<byte>(WithoutNul(body))),
                EncodingOf(request.ContentType)
            )
            {
                ValueCountLimit = maxBytes,
                KeyLengthLimit = maxBytes,
            };
            return request.Form = new FormCollection(await fields.ReadFormAsync(cancel));
        }
        body = MultipartBody.Repair(body, boundary);
        request.ContentType = MultipartBody.TypeOf(boundary);
        request.Body = new MemoryStream(body.Array!, body.Offset, body.Count);
        return request.Form = WithoutNul(
            await request.ReadFormAsync(
                new FormOptions { ValueCountLimit = maxBytes, KeyLengthLimit = maxBytes },
                cancel
            )
        );
    }

    private static bool IsForm(string? type, bool handMade) =>
        string.IsNullOrWhiteSpace(type)
            ? handMade
            : Is(type, UrlEncoded) || Is(type, MultipartBody.Type) || (handMade && Is(type, "text/plain"));

    // Most senders add no parameter; any other goes by the media type alone, whatever its parameters are.
    private static bool Is(string type, string wanted) =>
        type.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && type.AsSpan(wanted.Length).TrimStart() is [] or [';', ..];

    // No text holds a NUL, and one in any field must not stop what the others say.
    private static ArraySegment<byte> WithoutNul(ArraySegment<byte> body)
    {
        if (body.AsSpan().IndexOf((byte)0) < 0 && body.AsSpan().IndexOf("%00"u8) < 0)
            return body;
        var clean = new List<byte>(body.Count);
        foreach (var one in body)
        {
            if (one != 0)
                clean.Add(one);
            if (clean is [.., (byte)'%', (byte)'0', (byte)'0'])
                clean.RemoveRange(clean.Count - 3, 3);
        }
        return clean.ToArray();
    }

    private static IFormCollection WithoutNul(IFormCollection form)
    {
        if (!form.Any(field => HasNul(field.Key) || field.Value.Any(HasNul)))
            return form;
        var clean = new KeyValueAccumulator();
        foreach (var (name, values) in form)
        foreach (var value in values)
            clean.Append(WithoutNul(name), WithoutNul(value ?? ""));
        return new FormCollection(clean.GetResults(), form.Files);
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static string WithoutNul(string text) => text.Replace("\0", "", StringComparison.Ordinal);

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
}
