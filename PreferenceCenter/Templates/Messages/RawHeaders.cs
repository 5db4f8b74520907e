using System.Text;

namespace PreferenceCenter.Templates.Messages;

/// <summary>
/// The header fields of a message, read from its bytes. A library would decode, unfold and drop what providers stumble
/// over.
/// </summary>
internal sealed class RawHeaders
{
    private RawHeaders(IReadOnlyList<RawField> fields, bool whole) => (Fields, Whole) = (fields, whole);

    public IReadOnlyList<RawField> Fields { get; }

    /// <summary>Whether every line before the first empty one is a field or goes on with one.</summary>
    public bool Whole { get; }

    public static RawHeaders Read(ReadOnlySpan<byte> message)
    {
        var fields = new List<RawField>();
        var (whole, line) = (true, 0);
        StringBuilder? value = null;
        var (name, start) = ("", 0);
        foreach (var range in message.Split((byte)'\n'))
        {
            line++;
            var text = message[range];
            if (text.Length > 0 && text[^1] == '\r')
                text = text[..^1];
            if (text.Length == 0 || fields.Count >= CheckLimits.Fields)
                break;
            if (text[0] is (byte)' ' or (byte)'\t')
            {
                if (value is { Length: < CheckLimits.TagLength })
                    value.Append("\r\n").Append(Encoding.Latin1.GetString(text));
                else
                    whole = false;
                continue;
            }
            Close();
            var colon = text.IndexOf((byte)':');
            if (colon < 1 || colon > 200)
            {
                // The line of an mbox file is none of the message's.
                whole &= line == 1 && text.StartsWith("From "u8);
                continue;
            }
            (name, start) = (Encoding.Latin1.GetString(text[..colon]).TrimEnd(' ', '\t'), line);
            value = new StringBuilder(
                Encoding.Latin1.GetString(text[(colon + 1)..Math.Min(text.Length, CheckLimits.TagLength)])
            );
        }
        Close();
        return new RawHeaders(fields, whole);

        void Close()
        {
            if (value is not null)
                fields.Add(new RawField(name, value.ToString(), start));
            value = null;
        }
    }

    public IReadOnlyList<RawField> All(string name) => [.. Fields.Where(f => f.Is(name))];
}
