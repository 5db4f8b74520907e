using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Preview;

/// <summary>
/// Writes the body of a message with elements that show something and attributes of their looks alone: no script, link
/// or form, and nothing that is fetched.
/// </summary>
internal static class InertHtml
{
    /// <summary>Elements that stand deeper are left out, with their text in place: browsers stop before.</summary>
    private const int Depth = 300;
    private const int LongestPicture = 200_000;
    private const string Html = "http://www.w3.org/1999/xhtml";

    private static readonly FrozenSet<string> Shown = (
        "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn "
        + "div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd label legend li "
        + "main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th "
        + "thead time tr tt u ul var wbr"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Empty = FrozenSet.Create("br", "col", "hr", "img", "wbr");

    private static readonly FrozenSet<string> Left = FrozenSet.Create(
        StringComparer.Ordinal,
        "script style head title link meta base template iframe frame frameset object embed applet video audio".Split(
            ' '
        )
    );

    private static readonly FrozenSet<string> Looks = (
        "align alt bgcolor border cellpadding cellspacing class clear color cols colspan dir face height hidden hspace id "
        + "lang nowrap reversed role rowspan rules scope size span start style text title type valign vspace width"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <param name="marks">The numbers that stand at elements.</param>
    public static string Of(IDocument document, IReadOnlyDictionary<IElement, string> marks)
    {
        var html = new StringBuilder("<!DOCTYPE html><html");
        foreach (var name in new[] { "lang", "dir" })
            Attribute(html, name, document.DocumentElement?.GetAttribute(name));
        html.Append("><body");
        if (document.Body is { } body)
        {
            Attributes(html, body, marks);
            html.Append('>');
            Children(html, body, marks);
        }
        else
            html.Append('>');
        return html.Append("</body></html>").ToString();
    }

    /// <summary>Text as a page.</summary>
    public static string OfText(string text)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body><pre class=\"plain\">");
        Text(html, text);
        return html.Append("</pre></body></html>").ToString();
    }

    // Without recursion, as a document may be as deep as it is long, and by place, as a node finds its next one by
    // looking through all.
    private static void Children(StringBuilder html, INode body, IReadOnlyDictionary<IElement, string> marks)
    {
        var open = new Stack<(INodeList Nodes, int Next, string? End)>();
        open.Push((body.ChildNodes, 0, null));
        while (open.TryPop(out var at))
        {
            if (at.Next >= at.Nodes.Length)
            {
                html.Append(at.End);
                continue;
            }
            open.Push(at with { Next = at.Next + 1 });
            if (at.Nodes[at.Next] is IText text)
                Text(html, text.Data);
            else if (
                at.Nodes[at.Next] is IElement element
                && !Left.Contains(element.LocalName)
                && element.NamespaceUri == Html
            )
                open.Push((element.ChildNodes, 0, Open(html, element, open.Count, marks)));
        }
    }

    // The end tag; null where none is written.
    private static string? Open(
        StringBuilder html,
        IElement element,
        int depth,
        IReadOnlyDictionary<IElement, string> marks
    )
    {
        if (!Shown.Contains(element.LocalName) || depth > Depth)
            return null;
        html.Append('<').Append(element.LocalName);
        Attributes(html, element, marks);
        if (element.LocalName == "a" && element.HasAttribute("href"))
            html.Append(" href=\"#\"");
        if (element.LocalName == "img")
            Picture(html, element.GetAttribute("src") ?? "");
        html.Append('>');
        return Empty.Contains(element.LocalName) ? null : $"</{element.LocalName}>";
    }

    private static void Attributes(StringBuilder html, IElement element, IReadOnlyDictionary<IElement, string> marks)
    {
        foreach (var attribute in element.Attributes)
            if (Looks.Contains(attribute.LocalName))
                Attribute(
                    html,
                    attribute.LocalName,
                    attribute.LocalName == "style" ? InertStyle.WithoutAddresses(attribute.Value) : attribute.Value
                );
        Attribute(html, "data-mark", marks.GetValueOrDefault(element));
    }

    private static void Picture(StringBuilder html, string source)
    {
        var at = source.IndexOf(";base64,", StringComparison.OrdinalIgnoreCase);
        if (
            at > 0
            && source.Length < LongestPicture
            && source[..at].ToLowerInvariant() is "data:image/png" or "data:image/gif" or "data:image/jpeg"
        )
            Attribute(html, "src", source);
        else
            html.Append(" data-blocked=\"\"");
    }

    private static void Attribute(StringBuilder html, string name, string? value)
    {
        if (value is null)
            return;
        html.Append(' ').Append(name).Append("=\"");
        Text(html, value);
        html.Append('"');
    }

    private static void Text(StringBuilder html, string text)
    {
        foreach (var c in text)
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\0' => html.Append('\uFFFD'),
                _ => html.Append(c),
            };
    }
}
