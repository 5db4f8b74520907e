using System.Buffers.Text;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>
/// Finds the end and the status of an HTTP/1.1 answer of Kestrel. It understands no more of HTTP than that.
/// </summary>
internal static class Answer
{
    public static bool IsWhole(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = received[..(end + 2)];
        var body = received[(end + 4)..];
        var length = head.IndexOf("\r\nContent-Length: "u8);
        if (length >= 0)
            return Utf8Parser.TryParse(head[(length + 18)..], out int bytes, out _) && body.Length >= bytes;
        if (head.IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0)
            return body.StartsWith("0\r\n\r\n"u8) || body.EndsWith("\r\n0\r\n\r\n"u8);
        return true;
    }

    /// <summary>Whether the server closes the connection after this answer, as a proxy does now and then.</summary>
    public static bool Closes(ReadOnlySpan<byte> received) =>
        received[..(received.IndexOf("\r\n\r\n"u8) + 2)].IndexOf("\r\nConnection: close\r\n"u8) >= 0;

    public static int Status(ReadOnlySpan<byte> received) =>
        received.Length > 12 && Utf8Parser.TryParse(received[9..12], out int status, out _) ? status : 0;
}
