using System.Buffers;
using System.Text;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// Writes text as UTF-8 into the response buffer. The renderer writes synchronously, and the server does not allow
/// synchronous writes to the network. Text is gathered first, because a page is about a thousand small writes and each
/// write to the server takes a lock. Text that is not flushed is not sent.
/// </summary>
internal sealed class BodyText(IBufferWriter<byte> body) : TextWriter
{
    private readonly byte[] gathered = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int used;
    private bool sent;

    /// <summary>Bytes of the text so far; null once some of it was sent.</summary>
    public int? Length => sent ? null : used;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Encoding.UTF8.TryGetBytes(buffer, gathered.AsSpan(used), out var written))
        {
            used += written;
            return;
        }
        Flush();
        Encoding.UTF8.GetBytes(buffer, body);
    }

    public override void Flush()
    {
        sent = true;
        body.Write(gathered.AsSpan(0, used));
        used = 0;
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(gathered);
        base.Dispose(disposing);
    }
}
