using System.Globalization;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>
/// Reads an XLIFF 2.0 or 2.1 file. It comes from outside: no DTD, no entity but the five of XML, nothing is fetched, and
/// its size is bounded. Segments, notes and the order of units are the translator's tool's own.
/// </summary>
internal static class XliffReader
{
    public const int LongestFile = 8 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestFile,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <returns>Null if the file cannot be read, with the fault noted.</returns>
    public static XliffFile? Read(ReadOnlyMemory<byte> file, ICollection<Fault> faults)
    {
        if (file.Length > LongestFile)
            return Refused(faults, FaultPlace.File, FaultCode.FileTooLarge, LongestFile >> 20);
        if (file.Span.StartsWith(Encoding.UTF8.Preamble))
            file = file[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(file.Span))
            return Refused(faults, FaultPlace.File, FaultCode.NotUtf8);
        var text = Encoding.UTF8.GetString(file.Span);
        try
        {
            using var xml = XmlReader.Create(new StringReader(text), Settings);
            xml.MoveToContent();
            if (xml.NamespaceURI != XliffNames.Uri || xml.LocalName != "xliff")
                return Refused(faults, FaultPlace.File, FaultCode.NotXliff);
            var root = XElement.Load(xml, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
            return new XliffFile(
                $"{root.Attribute("srcLang")?.Value}",
                $"{root.Attribute("trgLang")?.Value}",
                [.. root.Descendants(XliffNames.Core + "unit").Select(u => UnitOf(u, faults))]
            );
        }
        catch (XmlException) when (text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(faults, FaultPlace.File, FaultCode.HoldsDtd);
        }
        catch (XmlException reason)
        {
            return Refused(faults, new("", Math.Max(reason.LineNumber, 1)), FaultCode.NotXml, reason.LinePosition);
        }
    }

    private static XliffUnit UnitOf(XElement unit, ICollection<Fault> faults)
    {
        var (id, line) = ($"{unit.Attribute("id")?.Value}", ((IXmlLineInfo)unit).LineNumber);
        XElement[] parts =
        [
            .. unit.Elements()
                .Where(e => e.Name == XliffNames.Core + "segment" || e.Name == XliffNames.Core + "ignorable"),
        ];
        var source = new StringBuilder();
        foreach (var part in parts)
            if (part.Element(XliffNames.Core + "source") is { } text && !Append(source, text))
                faults.Add(new Fault(new(id, line), FaultCode.HoldsMarkup));
        var target = new StringBuilder();
        foreach (var text in Targets(parts) ?? [])
            if (!Append(target, text))
                faults.Add(new Fault(new(id, line), FaultCode.HoldsMarkup));
        return new XliffUnit(id, line, source.ToString(), target.ToString(), unit.Attribute(XliffNames.Seen)?.Value);
    }

    // In the order of the translation. Null where a part of the text is not translated yet.
    private static IEnumerable<XElement>? Targets(XElement[] parts)
    {
        var targets = new SortedList<int, XElement>();
        for (var i = 0; i < parts.Length; i++)
        {
            var target = parts[i].Element(XliffNames.Core + "target");
            if (target is null && parts[i].Name.LocalName == "ignorable")
                target = parts[i].Element(XliffNames.Core + "source");
            if (target is null || !targets.TryAdd(OrderOf(target) ?? i + 1, target))
                return null;
        }
        return targets.Values;
    }

    private static int? OrderOf(XElement target) =>
        int.TryParse(target.Attribute("order")?.Value, CultureInfo.InvariantCulture, out var order) ? order : null;

    // Markers of a tool's terms and comments hold text; codes stand for markup, which these texts do not have.
    private static bool Append(StringBuilder text, XElement of)
    {
        foreach (var node in of.DescendantNodes())
            if (node is XText words)
                text.Append(words.Value);
            else if (node is not XElement element || element.Name.Namespace != XliffNames.Core)
                return false;
            else if (element.Name.LocalName == "cp" && Character(element) is { } character)
                text.Append(character);
            else if (element.Name.LocalName is not ("mrk" or "sm" or "em"))
                return false;
        return true;
    }

    private static string? Character(XElement cp) =>
        ushort.TryParse(cp.Attribute("hex")?.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            ? $"{(char)code}"
            : null;

    private static XliffFile? Refused(
        ICollection<Fault> faults,
        FaultPlace place,
        FaultCode code,
        params FaultArgument[] arguments
    )
    {
        faults.Add(new Fault(place, code, arguments));
        return null;
    }
}
