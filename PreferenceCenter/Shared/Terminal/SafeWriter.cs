using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// Writes text for a terminal: what would steer it (<see cref="ControlCharacter"/>) stands escaped, whoever put it into
/// the database and whenever. Breaks and tabs stay, as reports are made of them: who writes a value into a line of a
/// report escapes them there.
/// </summary>
internal sealed class SafeWriter(TextWriter to) : TextWriter
{
    private const string Kept = "\r\n\t";

    public override Encoding Encoding => to.Encoding;

    [AllowNull]
    public override string NewLine
    {
        get => to.NewLine;
        set => to.NewLine = value;
    }

    public override void Write(char value)
    {
        if (ControlCharacter.Is(value) && !Kept.Contains(value))
            to.Write(ControlCharacter.Escape(value.ToString()));
        else
            to.Write(value);
    }

    public override void Write(string? value) => to.Write(Safe(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (ControlCharacter.StandsIn(buffer))
            Write(buffer.ToString());
        else
            to.Write(buffer);
    }

    public override void WriteLine() => to.WriteLine();

    public override void WriteLine(string? value) => to.WriteLine(Safe(value));

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) =>
        ControlCharacter.StandsIn(buffer.Span)
            ? to.WriteAsync(Safe(buffer.ToString()).AsMemory(), cancellationToken)
            : to.WriteAsync(buffer, cancellationToken);

    public override Task WriteLineAsync() => to.WriteLineAsync();

    public override Task WriteLineAsync(string? value) => to.WriteLineAsync(Safe(value));

    public override void Flush() => to.Flush();

    public override Task FlushAsync() => to.FlushAsync();

    public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

    private static string Safe(string? text) => ControlCharacter.Escape(text ?? "", Kept);
}
