using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// The text part: the words of the HTML in their order, lists with hyphens, each link on a line of its own with its
/// label.
/// </summary>
internal sealed class PlainText(string colon)
{
    private const int Width = 76;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _words = new();
    private readonly List<string> _links = [];
    private string _bullet = "";

    /// <param name="colon">What stands between label and URL: French puts a space before it.</param>
    public static string Of(IHtmlDocument document, string colon = ":")
    {
        var plain = new PlainText(colon);
        if (document.Body is { } body)
            plain.Read(body);
        plain.EndBlock(blankLine: false);
        return plain._text.ToString().Trim('\n') + "\n";
    }

    private void Read(INode node)
    {
        foreach (var child in node.ChildNodes)
            switch (child)
            {
                case IText text:
                    _words.Append(text.Data.ReplaceLineEndings(" "));
                    break;
                case IHtmlBreakRowElement:
                    _words.Append('\n');
                    break;
                case IHtmlAnchorElement link:
                    Link(link);
                    break;
                case IHtmlPreElement verbatim:
                    Verbatim(verbatim.TextContent);
                    break;
                case IHtmlListItemElement item:
                    Block(item, "- ", blankLine: false);
                    break;
                case IElement { LocalName: "p" or "h1" or "h2" or "ul" or "div" or "hr" } block:
                    Block(block, "", blankLine: true);
                    break;
                case IElement element:
                    Read(element);
                    break;
            }
    }

    private void Link(IHtmlAnchorElement link)
    {
        var (label, url) = (Collapse(link.TextContent), link.GetAttribute("href") ?? "");
        if (url.EndsWith(label, StringComparison.Ordinal))
            _words.Append(label);
        else
            _links.Add($"{label}{colon} {url}");
    }

    private void Block(IElement block, string bullet, bool blankLine)
    {
        EndBlock(blankLine);
        _bullet = bullet;
        Read(block);
        EndBlock(blankLine);
        _bullet = "";
    }

    // Signed over as it stands: a line that is wrapped is another line.
    private void Verbatim(string text)
    {
        EndBlock(blankLine: true);
        _text.Append(text.Trim('\n')).Append("\n\n");
    }

    private void EndBlock(bool blankLine)
    {
        foreach (var line in _words.ToString().Split('\n').Select(Collapse).Where(line => line.Length > 0))
            Wrap(line);
        foreach (var link in _links)
            _text.Append(link).Append('\n');
        _words.Clear();
        _links.Clear();
        if (blankLine && _text.Length > 0 && !(_text.Length > 1 && _text[^1] == '\n' && _text[^2] == '\n'))
            _text.Append('\n');
    }

    private void Wrap(string line)
    {
        var indent = new string(' ', _bullet.Length);
        var column = _bullet.Length;
        _text.Append(_bullet);
        foreach (var (i, word) in line.Split(' ').Index())
        {
            if (i > 0 && column + 1 + word.Length > Width)
            {
                _text.Append('\n').Append(indent);
                column = indent.Length;
            }
            else if (i > 0)
            {
                _text.Append(' ');
                column++;
            }
            _text.Append(word);
            column += word.Length;
        }
        _text.Append('\n');
        // A second line of the same item, as a description, hangs under the first.
        _bullet = _bullet.Length == 0 ? "" : "  ";
    }

    // No-break spaces stay: French wants one before its colon.
    private static string Collapse(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
