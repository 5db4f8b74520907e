using System.Text;
using Microsoft.Net.Http.Headers;

namespace PreferenceCenter.Shared.Web;

/// <summary>
/// Tells whether a posted body is multipart, and repairs one that a sender wrote by hand, so that .NET reads it.
/// </summary>
internal static class MultipartBody
{
    public const string Type = "multipart/form-data";

    /// <summary>
    /// The boundary by which the body is divided; null if it is not multipart. It is what the body's first line holds
    /// behind the two dashes: RFC 8058 §8.3 as printed names the whole line in the header, dashes included (errata 5117
    /// and 8927), and other senders name none. Before that line only what the header names can be found.
    /// </summary>
    public static string? BoundaryOf(string? contentType, ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("--"u8) && body.IndexOf((byte)'\n') is > 0 and var end)
            return Encoding.Latin1.GetString(body[2..end]).TrimEnd() is { Length: > 0 } first ? first : null;
        return
            contentType?.Contains("boundary", StringComparison.OrdinalIgnoreCase) == true
            && MediaTypeHeaderValue.TryParse(contentType, out var type)
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 } named
            && body.IndexOf(Encoding.Latin1.GetBytes("--" + named)) >= 0
            ? named
            : null;
    }

    /// <summary>The type of a body with that boundary. The character set is left out: each part has its own.</summary>
    public static string TypeOf(string boundary) =>
        $"{Type}; boundary={HeaderUtilities.EscapeAsQuotedString(boundary)}";

    public static ArraySegment<byte> Repair(ArraySegment<byte> body, string boundary) =>
        WithEnd(WithWholeLineEnds(body), boundary);

    // Lines that end with LF alone.
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

    // The body has arrived whole, as its length or its last chunk says. A closing line that is missing or cut off was
    // never written.
    private static ArraySegment<byte> WithEnd(ArraySegment<byte> body, string boundary)
    {
        var end = Encoding.Latin1.GetBytes($"\r\n--{boundary}--\r\n");
        if (body.AsSpan().IndexOf(end.AsSpan(0, end.Length - 2)) >= 0)
            return body;
        var kept = body.AsSpan().TrimEnd("\r\n"u8);
        var written = Math.Min(end.Length, kept.Length);
        while (!kept.EndsWith(end.AsSpan(0, written)))
            written--;
        return (byte[])[.. kept, .. end.AsSpan(written)];
    }
}
