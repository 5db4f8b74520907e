using System.Net;
using System.Net.Sockets;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>sink PORT</c>: a mail server that accepts every mail and keeps none. It only looks for the end of
/// each mail.
/// </summary>
internal static class SinkMode
{
    private static readonly byte[] Agreed = "250 ok\r\n"u8.ToArray();

    public static async Task<int> RunAsync(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        var end = Parent.WaitForEndAsync();
        while (await Task.WhenAny(listener.AcceptSocketAsync(), end) is Task<Socket> accepted)
        {
            var socket = await accepted;
            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
        return 0;
    }

    // One thread for each connection, so that the time of an answer is that of the sender, not of this server.
    private static void Serve(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        socket.Send("220 sink\r\n"u8);
        var (buffer, held, inside) = (new byte[1 << 16], 0, false);
        while (socket.Receive(buffer.AsSpan(held)) is > 0 and var read)
        {
            held += read;
            var (answers, used) = (new List<byte[]>(), 0);
            while (End(buffer.AsSpan(used, held - used), inside) is > 0 and var length)
            {
                var answer = inside ? Agreed : Answer(buffer.AsSpan(used, length));
                inside = answer[0] == '3';
                answers.Add(answer);
                used += length;
            }
            // Of an unfinished mail, only the bytes that may begin its end marker are still needed.
            if (inside && held - used > 4)
                used = held - 4;
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
            if (answers.Count > 0)
                socket.Send(answers.SelectMany(a => a).ToArray());
        }
    }

    private static int End(ReadOnlySpan<byte> bytes, bool inside)
    {
        var mark = inside ? "\r\n.\r\n"u8 : "\r\n"u8;
        return bytes.IndexOf(mark) is >= 0 and var at ? at + mark.Length : 0;
    }

    private static byte[] Answer(ReadOnlySpan<byte> command) =>
        command.StartsWith("DATA"u8) ? "354 go ahead\r\n"u8.ToArray()
        : command.StartsWith("EHLO"u8) ? "250-sink\r\n250-8BITMIME\r\n250 PIPELINING\r\n"u8.ToArray()
        : Agreed;
}
