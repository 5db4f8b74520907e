using System.Xml.Linq;
using PreferenceCenter.Catalogue.Translations;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>An exported file of texts in the hands of a translator.</summary>
internal sealed class Xliff(string text)
{
    public static readonly XNamespace Core = XliffNames.Core;
    private readonly XDocument document = XDocument.Parse(text, LoadOptions.PreserveWhitespace);

    public XElement this[string id] => Units.Single(u => (string?)u.Attribute("id") == id);

    public IEnumerable<XElement> Units => document.Root!.Descendants(Core + "unit");

    public IEnumerable<string> StatesOf(string state) =>
        Units
            .Where(u => (string?)u.Element(Core + "segment")!.Attribute("state") == state)
            .Select(u => (string)u.Attribute("id")!);

    public Xliff Translate(string id, string target)
    {
        var segment = this[id].Element(Core + "segment")!;
        segment.Elements(Core + "target").Remove();
        segment.Add(new XElement(Core + "target", target));
        return this;
    }

    public Xliff TranslateAll()
    {
        foreach (var unit in Units.ToList())
            Translate((string)unit.Attribute("id")!, $"Fr. {unit.Descendants(Core + "source").Single().Value}");
        return this;
    }

    /// <summary>Other order, indentation, comments, a note of its own, a term that is marked, two segments for one.</summary>
    public Xliff AsAnotherToolSavesIt()
    {
        var file = document.Root!.Element(Core + "file")!;
        var units = Units.Reverse().ToList();
        file.RemoveNodes();
        file.Add(new XComment("sorted"), "\n\n\t", new XElement(Core + "group", new XAttribute("id", "g"), units));
        var segment = this["topic.news.description"].Element(Core + "segment")!;
        var target = segment.Element(Core + "target")!.Value;
        Assert.Equal("What is new.", segment.Element(Core + "source")!.Value);
        segment.ReplaceWith(
            Segment("What ", target[..3]),
            new XElement(Core + "ignorable", new XElement(Core + "source", "is "), new XElement(Core + "target", "")),
            Segment(new XElement(Core + "mrk", new XAttribute("id", "m"), "new."), target[3..])
        );
        return this;
        XElement Segment(object source, string words) =>
            new(Core + "segment", new XElement(Core + "source", source), new XElement(Core + "target", words));
    }

    public override string ToString() => document.ToString(SaveOptions.DisableFormatting);
}
