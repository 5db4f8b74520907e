using AngleSharp;
using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PreferenceCenter.Templates.Messages;

namespace PreferenceCenter.Templates.Styles;

/// <summary>The style sheets of a part: the rules in its style elements.</summary>
internal sealed class StyleSheets
{
    private static readonly IBrowsingContext Css = BrowsingContext.New(Configuration.Default.WithCss());

    private static readonly CssParserOptions Options = new()
    {
        IsIncludingUnknownDeclarations = true,
        IsToleratingInvalidSelectors = true,
        IsNotResolvingRelativeUrls = true,
    };

    private readonly CssParser parser = new(Options, Css);
    private readonly ICssSelectorParser selectors = Css.GetService<ICssSelectorParser>()!;
    private readonly List<StyleRule> rules = [];
    private readonly List<(IElement Style, string Url)> imports = [];
    private readonly HashSet<int> widths = [];

    private StyleSheets() { }

    public IReadOnlyList<StyleRule> Rules => rules;

    /// <summary>Style sheets that others import.</summary>
    public IReadOnlyList<(IElement Style, string Url)> Imports => imports;

    /// <summary>Whether rules are left out: there are too many, or a selector is beyond what is compared.</summary>
    public bool Cut { get; private set; }

    /// <summary>Whether a style sheet is one that Gmail drops.</summary>
    public bool Fragile => rules.Exists(r => r.Fragile);
    public bool AsksForDark =>
        rules.Exists(r => r.Media.Any(m => m.Contains("dark", StringComparison.OrdinalIgnoreCase)));

    public static StyleSheets Of(IHtmlDocument document)
    {
        var sheets = new StyleSheets();
        var room = CheckLimits.StyleCharacters;
        foreach (var style in document.QuerySelectorAll("style"))
        {
            // It hides the body until a script of AMP has run, in programs that run it.
            if (style.HasAttribute("amp-boilerplate"))
                continue;
            var text = string.Concat(style.ChildNodes.OfType<IText>().Select(t => t.Data));
            if ((room -= text.Length) < 0)
            {
                sheets.Cut = true;
                break;
            }
            sheets.Add(style, text);
        }
        return sheets;
    }

    /// <summary>Widths of a window, one for each range in which no media query changes its answer.</summary>
    public IReadOnlyList<int> Widths()
    {
        var all = widths.Where(w => w is > 320 and < 1400).Append(Screen.Phone).Append(Screen.Desktop).Order().ToList();
        var between = new List<int> { Screen.Desktop };
        if (widths.Count > 0)
            between.AddRange(all.Prepend(320).Where(w => w != Screen.Desktop));
        return [.. between.Distinct().Take(CheckLimits.Widths)];
    }

    /// <summary>What a style attribute declares; null: nothing that is looked at.</summary>
    public Declarations? Inline(string style) => Declarations.Of(parser.ParseDeclaration(style));

    private void Add(IElement element, string text)
    {
        var sheet = parser.ParseStyleSheet(text);
        var (before, nested) = (rules.Count, false);
        var waiting = new Stack<(ICssRule Rule, IReadOnlyList<string> Media, int Depth)>();
        var own = element.GetAttribute("media") is { Length: > 0 } media ? new[] { media } : [];
        foreach (var rule in sheet.Rules.Reverse())
            waiting.Push((rule, own, 0));
        while (waiting.TryPop(out var next))
        {
            if (rules.Count >= CheckLimits.StyleRules)
            {
                Cut = true;
                return;
            }
            nested |= next.Depth > 1 || next is { Depth: 1, Rule: not ICssStyleRule };
            switch (next.Rule)
            {
                case ICssStyleRule rule:
                    Add(rule, next.Media);
                    break;
                case ICssMediaRule rule:
                    Note(rule.Media.MediaText);
                    Push(rule.Rules, [.. next.Media, rule.Media.MediaText], next.Depth);
                    break;
                case ICssSupportsRule rule when Supports(rule.ConditionText):
                    Push(rule.Rules, next.Media, next.Depth);
                    break;
                case ICssImportRule rule:
                    imports.Add((element, rule.Href ?? ""));
                    break;
            }
        }
        if (nested)
            for (var i = before; i < rules.Count; i++)
                rules[i] = rules[i] with { Fragile = true };

        void Push(ICssRuleList inner, IReadOnlyList<string> around, int depth)
        {
            foreach (var rule in inner.Reverse())
                waiting.Push((rule, around, depth + 1));
        }
    }

    private void Note(string query)
    {
        foreach (var width in MediaQuery.Widths(query))
            widths.Add(width);
    }

    private void Add(ICssStyleRule rule, IReadOnlyList<string> media)
    {
        if (Declarations.Of(rule.Style) is not { } style)
            return;
        foreach (var text in SelectorList.Split(rule.SelectorText))
            if (rules.Count >= CheckLimits.StyleRules || Selector.Parse(text, selectors) is not { } selector)
                Cut |= !text.Contains("::", StringComparison.Ordinal);
            else
                rules.Add(new StyleRule(selector, style, media, SelectorList.Specificity(text), rules.Count, false));
    }

    private static bool Supports(string condition) =>
        !condition.Contains("not", StringComparison.OrdinalIgnoreCase)
        && !condition.Contains("-ms-", StringComparison.OrdinalIgnoreCase)
        && !condition.Contains("-moz-", StringComparison.OrdinalIgnoreCase);
}
