using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>
/// Name server on a real socket. It serves the TXT records of a test and answers that every other name does not exist.
/// </summary>
internal sealed class DnsPeer : IAsyncDisposable
{
    private const byte NoSuchName = 3,
        CannotSay = 2;
    private const ushort Txt = 16;
    private readonly UdpClient socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource closing = new();
    private readonly Dictionary<string, string[]> records = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task serving;

    public DnsPeer() => serving = ServeAsync();

    public string Address => socket.Client.LocalEndPoint!.ToString()!;

    /// <summary>Whether every query fails (SERVFAIL).</summary>
    public bool Broken { get; init; }

    public DnsPeer With(string name, params string[] texts)
    {
        records[name] = texts;
        return this;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var asked = await socket.ReceiveAsync(closing.Token);
                await socket.SendAsync(Answer(asked.Buffer), asked.RemoteEndPoint, closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException) { }
    }

    // RFC 1035 §4.1: the header, the question as received, the records. The name in a record is a pointer to the
    // question.
    private byte[] Answer(byte[] query)
    {
        var (name, end) = Question(query);
        var texts = Broken ? [] : records.GetValueOrDefault(name, []);
        var code =
            Broken ? CannotSay
            : texts.Length == 0 && !records.ContainsKey(name) ? NoSuchName
            : (byte)0;
        var answer = new List<byte>([
            query[0],
            query[1],
            0x81,
            (byte)(0x80 | code),
            0,
            1,
            0,
            (byte)texts.Length,
            0,
            0,
            0,
            0,
        ]);
        answer.AddRange(query[12..end]);
        foreach (var text in texts)
            answer.AddRange([0xC0, 12, 0, (byte)Txt, 0, 1, 0, 0, 0, 60, .. Data(text)]);
        return [.. answer];
    }

    // §3.3.14: a text consists of strings of at most 255 bytes, each preceded by its length.
    private static byte[] Data(string text)
    {
        byte[] strings =
        [
            .. Encoding.ASCII.GetBytes(text).Chunk(255).SelectMany(part => part.Prepend((byte)part.Length)),
        ];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)strings.Length);
        return [.. length, .. strings];
    }

    private static (string Name, int End) Question(byte[] query)
    {
        var labels = new List<string>();
        var at = 12;
        for (; query[at] != 0; at += query[at] + 1)
            labels.Add(Encoding.ASCII.GetString(query, at + 1, query[at]));
        return (string.Join('.', labels), at + 5);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await serving;
        socket.Dispose();
        closing.Dispose();
    }
}
