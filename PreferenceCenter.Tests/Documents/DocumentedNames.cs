namespace PreferenceCenter.Tests.Documents;

/// <summary>Names in the first column of a table, as in <c>| `storage.data`, `.journal` |</c>.</summary>
internal static class DocumentedNames
{
    /// <param name="heading">Where the section with the table begins; empty for the whole page.</param>
    /// <param name="separator">Between the parts of a name. A name that begins with it goes on from the one before.</param>
    public static IEnumerable<string> InFirstColumn(string document, string heading, char separator)
    {
        var text = Document.Read(document);
        if (heading.Length > 0)
        {
            text = text[text.IndexOf("\n" + heading + "\n", StringComparison.Ordinal)..];
            var end = text.IndexOf("\n## ", heading.Length, StringComparison.Ordinal);
            text = end < 0 ? text : text[..end];
        }
        foreach (var row in text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var section = "";
            foreach (var written in row.Split('|')[1].Split(',').Select(part => part.Trim().Trim('`')))
            {
                var name = written.StartsWith(separator) ? section + written : written;
                section = name[..Math.Max(0, name.LastIndexOf(separator))];
                yield return name;
            }
        }
    }
}
