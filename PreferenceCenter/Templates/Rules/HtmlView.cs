using System.Text;
using AngleSharp.Dom;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;
using PreferenceCenter.Templates.Styles;
using PreferenceCenter.Templates.Tags;
using PreferenceCenter.Templates.Targets;

namespace PreferenceCenter.Templates.Rules;

/// <summary>A part in HTML as it is seen: its links, and how it looks on each screen.</summary>
internal sealed class HtmlView
{
    private readonly Lazy<string> text;
    private readonly Lazy<WordSequence> words;

    public HtmlView(HtmlPart html, LinkJudge judge, bool withTags)
    {
        Html = html;
        Sheets = StyleSheets.Of(html.Document);
        Cascade = new Cascade(Sheets);
        Links = [.. ReadLinks(html, judge, withTags).Take(CheckLimits.Links)];
        Screens = [.. AllScreens().Select(screen => new Looks(html.Document, Cascade, screen))];
        text = new(ReadText);
        words = new(() => new WordSequence(Text));
    }

    public HtmlPart Html { get; }
    public StyleSheets Sheets { get; }
    public Cascade Cascade { get; }
    public IReadOnlyList<PartLink> Links { get; }

    /// <summary>The desktop in light first, then other widths, then those of the dark scheme.</summary>
    public IReadOnlyList<Looks> Screens { get; }
    public Looks Desktop => Screens[0];

    /// <summary>What is read on the desktop.</summary>
    public string Text => text.Value;
    public WordSequence Words => words.Value;

    public bool Sees(PartLink link) => Screens.Any(screen => link.On(screen).Hidden is null);

    private IEnumerable<Screen> AllScreens()
    {
        var widths = Sheets.Widths();
        foreach (var width in widths)
            yield return new Screen(width, Dark: false);
        var dark = Sheets.AsksForDark || Html.Source.Contains("color-scheme", StringComparison.OrdinalIgnoreCase);
        if (dark)
            yield return new Screen(widths[0], Dark: true);
        if (dark && widths.Count > 1)
            yield return new Screen(Screen.Phone, Dark: true);
    }

    private static IEnumerable<PartLink> ReadLinks(HtmlPart html, LinkJudge judge, bool withTags)
    {
        var document = html.Document;
        foreach (var anchor in document.QuerySelectorAll("a[href], area[href]"))
        {
            var href = anchor.GetAttribute("href") ?? "";
            yield return new PartLink(href, WordsOf(anchor), judge.Of(href), PlaceOf(html, anchor), IndexOf(anchor))
            {
                // A piece of a picture is seen where the picture is.
                Element = anchor.LocalName == "area" ? PictureOf(anchor) ?? anchor : anchor,
            };
        }
        if (!withTags || document.Body is not { } body)
            yield break;
        foreach (var leaf in Leaves.Of(body).OfType<IText>())
            if (leaf.ParentElement is { } parent && parent.Closest("a, style, script, title") is null)
                foreach (var tag in MergeTag.In(leaf.Data))
                    if (tag.Meaning is TagMeaning.Unsubscribe or TagMeaning.Preferences)
                        yield return new PartLink(
                            tag.Text,
                            tag.Text,
                            judge.Of(tag.Text),
                            PlaceOf(html, parent),
                            html.Source.IndexOf(tag.Text, StringComparison.Ordinal)
                        )
                        {
                            Element = parent,
                            InText = true,
                        };
    }

    private static Func<TemplateFinding> PlaceOf(HtmlPart html, IElement element) =>
        () => html.At(element, default, default);

    private static int IndexOf(IElement element) => element.SourceReference?.Position.Index ?? 0;

    private static IElement? PictureOf(IElement area) =>
        area.Closest("map")?.GetAttribute("name") is { } name
            ? area
                .Owner?.QuerySelectorAll("img[usemap]")
                .FirstOrDefault(img => img.GetAttribute("usemap") == "#" + name)
            : null;

    private static string WordsOf(IElement anchor)
    {
        var words = new StringBuilder();
        foreach (var leaf in Leaves.Of(anchor))
            if (words.Length < 500)
                words.Append(leaf is IText text ? text.Data : $" {((IElement)leaf).GetAttribute("alt")} ");
        if (words.Length == 0)
            words.Append(anchor.GetAttribute("alt") ?? anchor.GetAttribute("title"));
        return Spaces.Single(words.ToString());
    }

    private string ReadText()
    {
        var text = new StringBuilder();
        if (Html.Document.Body is not { } body)
            return "";
        foreach (var leaf in Leaves.Of(body).OfType<IText>())
        {
            if (leaf.ParentElement is not { } own || text.Length > CheckLimits.Characters)
                continue;
            if (Sight.OfText(own, Desktop).Hidden is not null)
                continue;
            text.Append(' ').Append(leaf.Data);
        }
        return Spaces.Single(text.ToString());
    }
}
