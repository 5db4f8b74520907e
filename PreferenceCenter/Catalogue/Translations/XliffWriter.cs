using System.Text;
using System.Xml;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>Writes texts as an XLIFF 2.0 file for a translator: a unit a text, with its state and notes.</summary>
internal static class XliffWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    public static byte[] Write(string from, string to, IEnumerable<TextUnit> units)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("xliff", XliffNames.Uri);
            xml.WriteAttributeString("xmlns", "pc", null, XliffNames.OurUri);
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("srcLang", from);
            xml.WriteAttributeString("trgLang", to);
            xml.WriteStartElement("file", XliffNames.Uri);
            xml.WriteAttributeString("id", "texts");
            foreach (var unit in units)
                Write(xml, unit);
        }
        return bytes.ToArray();
    }

    private static void Write(XmlWriter xml, TextUnit unit)
    {
        xml.WriteStartElement("unit", XliffNames.Uri);
        xml.WriteAttributeString("id", unit.Id);
        xml.WriteAttributeString("seen", XliffNames.OurUri, unit.Seen);
        xml.WriteStartElement("notes", XliffNames.Uri);
        Note(xml, "text", unit.Rule.Note);
        if (unit.State == TextState.Changed)
            Note(xml, "changed", $"What was translated has changed since. It was: {Clean(unit.Former!)}");
        xml.WriteEndElement();
        xml.WriteStartElement("segment", XliffNames.Uri);
        xml.WriteAttributeString("state", unit.State == TextState.Translated ? "translated" : "initial");
        if (unit.State == TextState.Changed)
            xml.WriteAttributeString("subState", "pc:changed");
        Text(xml, "source", unit.Source);
        if (unit.State != TextState.Missing)
            Text(xml, "target", unit.Target);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Note(XmlWriter xml, string category, string text)
    {
        xml.WriteStartElement("note", XliffNames.Uri);
        xml.WriteAttributeString("category", category);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name, XliffNames.Uri);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsXml(text, i))
                continue;
            // XML has no way to write it; XLIFF has.
            xml.WriteString(text[start..i]);
            xml.WriteStartElement("cp", XliffNames.Uri);
            xml.WriteAttributeString("hex", $"{(int)text[i]:X4}");
            xml.WriteEndElement();
            start = i + 1;
        }
        xml.WriteString(text[start..]);
        xml.WriteEndElement();
    }

    private static bool IsXml(string text, int i) =>
        XmlConvert.IsXmlChar(text[i])
        || (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
        || (i > 0 && XmlConvert.IsXmlSurrogatePair(text[i], text[i - 1]));

    private static string Clean(string text) => string.Concat(text.Where((_, i) => IsXml(text, i)));
}
