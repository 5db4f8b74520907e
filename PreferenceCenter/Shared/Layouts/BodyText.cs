using System.Buffers;
using System.Text;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// Text as UTF-8 into the answer's buffer: the renderer writes without waiting, and the server allows no waiting for
/// the wire. Gathered first, since a page is a thousand little writes and each one to the server costs a lock. What is
/// not flushed is not sent.
/// </summary>
internal sealed class BodyText(IBufferWriter<byte> body) : TextWriter
{
    private readonly byte[] gathered = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int used;

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
        body.Write(gathered.AsSpan(0, used));
        used = 0;
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(gathered);
        base.Dispose(disposing);
    }
}
