using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Converts the HTML of a mail to its text part: the same words in the same order, lists with hyphens, each link with
/// its label on a line of its own.
/// </summary>
internal sealed class PlainText(string colon)
{
    private const int Width = 76;

    private readonly StringBuilder text = new();
    private readonly StringBuilder words = new();
    private readonly List<string> links = [];
    private string bullet = "";

    /// <summary>Converts a document.</summary>
    /// <param name="colon">What separates label and URL: in French a space comes before the colon.</param>
    public static string Of(IHtmlDocument document, string colon = ":")
    {
        var plain = new PlainText(colon);
        if (document.Body is { } body)
            plain.Read(body);
        plain.EndBlock(blankLine: false);
        return plain.text.ToString().Trim('\n') + "\n";
    }

    private void Read(INode node)
    {
        foreach (var child in node.ChildNodes)
            switch (child)
            {
                case IText text:
                    words.Append(text.Data.ReplaceLineEndings(" "));
                    break;
                case IHtmlBreakRowElement:
                    words.Append('\n');
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
            words.Append(label);
        else
            links.Add($"{label}{colon} {url}");
    }

    private void Block(IElement block, string bullet, bool blankLine)
    {
        EndBlock(blankLine);
        this.bullet = bullet;
        Read(block);
        EndBlock(blankLine);
        this.bullet = "";
    }

    // The signature covers the text as it is, so its lines must not be wrapped.
    private void Verbatim(string text)
    {
        EndBlock(blankLine: true);
        this.text.Append(text.Trim('\n')).Append("\n\n");
    }

    private void EndBlock(bool blankLine)
    {
        foreach (var line in words.ToString().Split('\n').Select(Collapse).Where(line => line.Length > 0))
            Wrap(line);
        foreach (var link in links)
            this.text.Append(link).Append('\n');
        words.Clear();
        links.Clear();
        if (
            blankLine
            && this.text.Length > 0
            && !(this.text.Length > 1 && this.text[^1] == '\n' && this.text[^2] == '\n')
        )
            this.text.Append('\n');
    }

    private void Wrap(string line)
    {
        var indent = new string(' ', this.bullet.Length);
        var column = this.bullet.Length;
        this.text.Append(this.bullet);
        foreach (var (i, word) in line.Split(' ').Index())
        {
            if (i > 0 && column + 1 + word.Length > Width)
            {
                this.text.Append('\n').Append(indent);
                column = indent.Length;
            }
            else if (i > 0)
            {
                this.text.Append(' ');
                column++;
            }
            this.text.Append(word);
            column += word.Length;
        }
        this.text.Append('\n');
        // Further lines of the same list item, such as a description, are indented.
        this.bullet = this.bullet.Length == 0 ? "" : "  ";
    }

    // No-break spaces are kept: French has one before its colon.
    private static string Collapse(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
