using System.Collections.Concurrent;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// Standard input that can be given up: reading a terminal waits for whoever types, and ends with the token.
/// </summary>
internal sealed class ConsoleInput(Func<Stream> open, CancellationToken cancel) : Stream
{
    private const int Ahead = 4,
        ChunkSize = 1 << 16;
    private readonly BlockingCollection<byte[]> chunks = new(Ahead);
    private ArraySegment<byte> rest = ArraySegment<byte>.Empty;
    private bool begun;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!begun)
            Begin();
        if (rest.Count == 0 && !Next())
            return 0;
        var length = Math.Min(buffer.Length, rest.Count);
        rest.AsSpan(0, length).CopyTo(buffer);
        rest = rest[length..];
        return length;
    }

    private bool Next()
    {
        try
        {
            rest = chunks.Take(cancel);
            return true;
        }
        catch (InvalidOperationException)
        {
            // All was read.
            return false;
        }
    }

    private void Begin()
    {
        begun = true;
        new Thread(Pump) { IsBackground = true, Name = "standard input" }.Start();
    }

    private void Pump()
    {
        try
        {
            using var input = open();
            var buffer = new byte[ChunkSize];
            while (input.Read(buffer) is > 0 and var count)
                chunks.Add(buffer[..count], cancel);
        }
        catch (Exception reason) when (reason is IOException or OperationCanceledException)
        {
            // Closed from outside, or given up: what was read until then is what there is.
        }
        finally
        {
            chunks.CompleteAdding();
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
