namespace PreferenceCenter.Templates.Messages;

/// <summary>How much of an HTML text can be parsed within the bounds of <see cref="CheckLimits"/>.</summary>
internal static class HtmlLength
{
    public static int Within(string html)
    {
        var tags = 0;
        for (var i = html.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < html.Length; )
        {
            var end = i + 1;
            if (char.IsAsciiLetter(html[end]) || html[end] == '/')
            {
                end = EndOfTag(html, end);
                if (end < 0 || ++tags > CheckLimits.Tags)
                    return i;
            }
            i = end >= html.Length ? -1 : html.IndexOf('<', end);
        }
        return html.Length;
    }

    // What stands between quotes is one value, however long, as pictures in data: addresses are.
    private static int EndOfTag(string html, int from)
    {
        var bare = 0;
        for (var i = from; i < html.Length; i++)
        {
            if (html[i] == '>')
                return i;
            if (++bare > CheckLimits.TagLength)
                return -1;
            if (html[i] is not ('"' or '\'') || html[i - 1] != '=')
                continue;
            i = html.IndexOf(html[i], i + 1);
            if (i < 0)
                return html.Length;
        }
        return html.Length;
    }
}
