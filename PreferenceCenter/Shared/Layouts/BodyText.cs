using System.Buffers;
using System.Text;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>Text straight into the answer's buffer: the renderer writes without waiting, and the server allows no waiting for the wire.</summary>
internal sealed class BodyText(IBufferWriter<byte> body) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Encoding.UTF8.GetBytes(buffer, body);
}
