using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Preview;

/// <summary>A part of a message as a page that does nothing.</summary>
/// <param name="Html">A document of elements that show something, without links, forms and scripts.</param>
/// <param name="Css">Its style sheets, which load nothing.</param>
/// <param name="Source">The decoded source, in whose lines findings are told.</param>
internal sealed record PreviewPart(TemplatePart Part, string Html, InertStyle Css, string Source)
{
    private const int LongestLine = 400;

    /// <summary>A line of the source, from 1; null where there is no such line.</summary>
    /// <param name="column">The column that has to be in it, where the line is long.</param>
    public string? Line(int line, int column)
    {
        var from = 0;
        for (var at = 1; at < line; at++)
        {
            from = Source.IndexOf('\n', from) + 1;
            if (from == 0)
                return null;
        }
        if (line < 1)
            return null;
        var end = Source.IndexOf('\n', from);
        var text = Source.AsSpan(from, (end < 0 ? Source.Length : end) - from).TrimEnd('\r');
        var start = text.Length <= LongestLine ? 0 : Math.Clamp(column - 1, 0, text.Length);
        return text[start..Math.Min(text.Length, start + LongestLine)].ToString();
    }
}
