using System.Text;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Reads the blocks of a style sheet as browsers do (CSS Syntax Level 3), blocks within blocks included.</summary>
internal sealed class StyleBlocks
{
    private const int Deepest = 32;

    private readonly string text;
    private int at;
    private bool cut;

    private StyleBlocks(string text) => this.text = text;

    /// <param name="cut">Whether blocks stand deeper than is looked at.</param>
    public static IReadOnlyList<StyleBlock> Read(string text, out bool cut)
    {
        var reader = new StyleBlocks(WithoutComments(text));
        var blocks = reader.Blocks(0);
        cut = reader.cut;
        return blocks;
    }

    /// <summary>The declarations of a block as names and values.</summary>
    public static IEnumerable<(string Name, string Value)> Declarations(string block)
    {
        var reader = new StyleBlocks(WithoutComments(block));
        while (reader.at < reader.text.Length)
        {
            var start = reader.at;
            reader.Skip(';');
            var piece = reader.text[start..reader.at++];
            if (piece.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                yield return (piece[..colon].Trim(), piece[(colon + 1)..].Trim());
        }
    }

    private List<StyleBlock> Blocks(int depth)
    {
        var (blocks, declared, start) = (new List<StyleBlock>(), new StringBuilder(), at);
        while (at < text.Length)
        {
            Skip(';', '{', '}');
            var piece = text[start..at].Trim();
            var end = at < text.Length ? text[at++] : ';';
            // Outside of every block a stray sign belongs to the selector that follows, which is then none.
            if (depth == 0 && (end == '}' || end == ';' && !piece.StartsWith('@')))
                continue;
            start = at;
            if (end == '{')
            {
                Flush();
                if (depth == Deepest)
                {
                    (cut, at) = (true, text.Length);
                    return blocks;
                }
                blocks.Add(new StyleBlock(piece, Declares: false, Blocks(depth + 1)));
                start = at;
            }
            else if (piece.StartsWith('@'))
                blocks.Add(new StyleBlock(piece, Declares: false, Inner: null));
            else
                declared.Append(piece).Append(';');
            if (end == '}')
                break;
        }
        Flush();
        return blocks;

        void Flush()
        {
            if (depth > 0 && declared.Length > 0)
                blocks.Add(new StyleBlock(declared.ToString(), Declares: true, Inner: null));
            declared.Clear();
        }
    }

    // Moves to the next of the signs that stands in no string and no brackets.
    private void Skip(params ReadOnlySpan<char> signs)
    {
        for (var inside = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\')
                at++;
            else if (c is '"' or '\'')
                at = EndOfString(text, at);
            else if (c is '(' or '[')
                inside++;
            else if (c is ')' or ']')
                inside = Math.Max(0, inside - 1);
            else if (inside == 0 && signs.Contains(c))
                return;
        }
        at = text.Length;
    }

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[start] || text[i] == '\n')
                return i;
        return text.Length;
    }

    private static string WithoutComments(string text)
    {
        if (!text.Contains("/*", StringComparison.Ordinal) && !text.Contains("--", StringComparison.Ordinal))
            return text;
        var (kept, from) = (new StringBuilder(text.Length), 0);
        for (var i = 0; i < text.Length; i++)
            if (text[i] is '"' or '\'')
                i = EndOfString(text, i);
            else if (Comment(i) is { } end)
            {
                kept.Append(text, from, i - from).Append(' ');
                (from, i) = (end, end - 1);
            }
        return kept.Append(text, Math.Min(from, text.Length), Math.Max(0, text.Length - from)).ToString();

        int? Comment(int i)
        {
            var rest = text.AsSpan(i);
            if (rest.StartsWith("/*"))
                return rest[2..].IndexOf("*/") is >= 0 and var end ? i + 2 + end + 2 : text.Length;
            return rest.StartsWith("<!--") ? i + 4
                : rest.StartsWith("-->") ? i + 3
                : null;
        }
    }
}
