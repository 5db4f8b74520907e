using System.Text;
using AngleSharp.Dom;
using MimeKit.Utils;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;

namespace PreferenceCenter.Templates.Preview;

/// <summary>A message as people would see it, with the numbers of what was found in it.</summary>
/// <param name="From">Whom it comes from; empty where it does not say, or has no header fields yet.</param>
/// <param name="Parts">The first of each kind of part, HTML first.</param>
internal sealed record MessagePreview(string From, string Subject, IReadOnlyList<PreviewPart> Parts)
{
    private const int StyleLength = 512 << 10;

    public static MessagePreview Of(ReadOnlyMemory<byte> bytes, TemplateStage stage, IReadOnlyList<FindingGroup> found)
    {
        var message = MessageReader.Read(bytes, stage);
        return new MessagePreview(
            Field(message, "From"),
            Field(message, "Subject"),
            [
                .. message
                    .Parts.GroupBy(p => p.Part)
                    .OrderBy(g => g.Key)
                    .Select(g => g.First())
                    .Select(part => part.Part == TemplatePart.Text ? OfText(part) : OfHtml(part, found)),
            ]
        );
    }

    /// <summary>The line of the source where a finding stands; null where it is of no line.</summary>
    public string? LineOf(TemplateFinding finding) =>
        Parts.FirstOrDefault(p => p.Part == finding.Part)?.Line(finding.Line, finding.Column);

    private static PreviewPart OfText(MessageText part) =>
        new(part.Part, InertHtml.OfText(part.Text), new InertStyle("", KnowsDark: false), part.Text);

    private static PreviewPart OfHtml(MessageText part, IReadOnlyList<FindingGroup> found)
    {
        var page = HtmlPart.Parse(part);
        var (css, marks, places) = (new StringBuilder(), new Dictionary<IElement, string>(), Places(page.Part, found));
        foreach (var element in Elements(page.Document))
        {
            if (element.LocalName == "style" && css.Length < StyleLength)
                css.Append(element.TextContent).Append('\n');
            if (
                element.SourceReference?.Position is { } at
                && places.TryGetValue((at.Line, at.Column), out var numbers)
            )
                marks[element] = numbers;
        }
        var sheet = InertStyle.WithoutAddresses(css.ToString());
        return new PreviewPart(
            part.Part,
            InertHtml.Of(page.Document, marks),
            new InertStyle(sheet, page.Source.Contains("color-scheme", StringComparison.OrdinalIgnoreCase)),
            page.Source
        );
    }

    // A finding names the place of its element, which is cheaper to look for than a selector.
    private static Dictionary<(int, int), string> Places(TemplatePart part, IReadOnlyList<FindingGroup> found) =>
        found
            .Where(g => g.Number is not null)
            .SelectMany(g => g.Findings.Select(f => (g.Number, Finding: f)))
            .Where(f => f.Finding.Part == part && f.Finding.Line > 0)
            .GroupBy(f => (f.Finding.Line, f.Finding.Column))
            .ToDictionary(g => g.Key, g => string.Join(' ', g.Select(f => f.Number).Distinct()));

    private static IEnumerable<IElement> Elements(INode root)
    {
        var open = new Stack<(INodeList Nodes, int Next)>();
        open.Push((root.ChildNodes, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next >= at.Nodes.Length)
                continue;
            open.Push((at.Nodes, at.Next + 1));
            if (at.Nodes[at.Next] is not IElement element)
                continue;
            yield return element;
            open.Push((element.ChildNodes, 0));
        }
    }

    private static string Field(TemplateMessage message, string name) =>
        message.HasHeaders && message.Headers.All(name) is [{ } first, ..]
            ? Rfc2047.DecodeText(Encoding.Latin1.GetBytes(first.Unfolded))
            : "";
}
