using System.Buffers;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using PreferenceCenter.Templates.Messages;

namespace PreferenceCenter.Templates.Styles;

/// <summary>The style sheets of a part: the rules in its style elements.</summary>
internal sealed partial class StyleSheets
{
    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(" \t\r\n(\"'");
    private static readonly IBrowsingContext Css = BrowsingContext.New(Configuration.Default.WithCss());

    private static readonly CssParserOptions Options = new()
    {
        IsIncludingUnknownDeclarations = true,
        IsToleratingInvalidSelectors = true,
        IsNotResolvingRelativeUrls = true,
    };

    private readonly CssParser strict = new(default, Css);
    private readonly ICssSelectorParser selectors = Css.GetService<ICssSelectorParser>()!;
    private readonly List<StyleRule> rules = [];
    private readonly List<(IElement Style, string Url)> imports = [];
    private readonly HashSet<int> widths = [];

    private readonly HashSet<string> unsure = new(StringComparer.Ordinal);
    private readonly StyleLayer layers = new();

    private StyleSheets() { }

    /// <summary>Reads values of declarations.</summary>
    public StyleValues Values { get; } = new(new CssParser(Options, Css));

    /// <summary>Custom properties of which nobody knows here what they stand for.</summary>
    public IReadOnlySet<string> Unsure => unsure;

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
        sheets.layers.Number(0);
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
    public Declarations? Inline(string style) => Declarations.Of(style, Values);

    private void Add(IElement element, string text)
    {
        var blocks = StyleBlocks.Read(text, out var cut);
        Cut |= cut;
        var (before, nested) = (rules.Count, false);
        var own = element.GetAttribute("media") is { Length: > 0 } media ? new[] { media } : [];
        Walk(blocks, new StyleScope(own, [], layers, null), 0);
        if (nested)
            for (var i = before; i < rules.Count; i++)
                rules[i] = rules[i] with { Fragile = true };

        void Walk(IReadOnlyList<StyleBlock> inner, StyleScope scope, int depth)
        {
            foreach (var block in inner)
                if (rules.Count >= CheckLimits.StyleRules)
                    Cut = true;
                else if (block.Declares)
                    Add(block.Text, scope);
                else if (block.Text.StartsWith('@'))
                {
                    nested |= depth > 0 && block.Inner is not null;
                    if (Within(element, block, scope) is { } one && block.Inner is { } rest)
                        Walk(rest, one, depth + 1);
                }
                else if (block.Inner is { } rest)
                {
                    nested |= depth > 1 || scope.Selectors.Count > 0;
                    var selectors = SelectorNest.Of(scope.Selectors, block.Text, CheckLimits.StyleRules, ref cut);
                    Cut |= cut;
                    Walk(rest, scope with { Selectors = selectors }, depth + 1);
                }
        }
    }

    // Where the rules in an at-rule stand; null: nothing in it is a rule for elements.
    private StyleScope? Within(IElement element, StyleBlock block, StyleScope scope)
    {
        var space = block.Text.AsSpan().IndexOfAny(EndsOfName);
        var name = (space < 0 ? block.Text : block.Text[..space]).ToLowerInvariant();
        var rest = space < 0 ? "" : block.Text[space..].Trim();
        switch (name)
        {
            case "@media":
                Note(rest);
                return scope with { Media = [.. scope.Media, rest] };
            case "@supports":
                return Supports(rest) switch
                {
                    true => scope,
                    false => null,
                    null => scope with { Doubt = scope.Doubt ?? $"@supports {rest}" },
                };
            case "@layer" when block.Inner is null:
                foreach (var layer in rest.Split(','))
                    scope.Layer.Within(layer.Trim());
                return null;
            case "@layer":
                return scope with { Layer = scope.Layer.Within(rest) };
            case "@import":
                imports.Add((element, Address().Match(rest).Groups[1].Value));
                return null;
            case "@property":
                unsure.Add(rest);
                return null;
            case "@keyframes" or "@-webkit-keyframes" or "@-moz-keyframes" or "@font-face" or "@page" or "@charset":
            case "@namespace" or "@counter-style" or "@starting-style" or "@viewport" or "@-ms-viewport":
            case "@font-feature-values" or "@font-palette-values" or "@-moz-document":
                return null;
            default:
                return scope with { Doubt = scope.Doubt ?? Spaces(block.Text) };
        }
    }

    private void Note(string query)
    {
        foreach (var width in MediaQuery.Widths(query))
            widths.Add(width);
    }

    private void Add(string declarations, StyleScope scope)
    {
        if (scope.Selectors.Count == 0 || Declarations.Of(declarations, Values) is not { } style)
            return;
        if (
            scope.Doubt is not null
            || scope.Media.Any(m => MediaQuery.Holds(m, new Screen(Screen.Desktop, false)) is null)
        )
            unsure.UnionWith(style.Custom.Keys);
        foreach (var (text, specificity) in scope.Selectors)
            if (text.Contains("::", StringComparison.Ordinal))
                continue;
            else if (rules.Count >= CheckLimits.StyleRules || Selector.Parse(text, selectors) is not { } selector)
                Cut = true;
            else
                rules.Add(
                    new StyleRule(
                        selector,
                        style,
                        scope.Media,
                        scope.Layer,
                        scope.Doubt,
                        specificity,
                        rules.Count,
                        false
                    )
                );
    }

    // What a browser supports is what the parser knows; null: nobody knows here.
    private bool? Supports(string condition)
    {
        if (
            condition.Contains("-ms-", StringComparison.OrdinalIgnoreCase)
            || condition.Contains("-moz-", StringComparison.OrdinalIgnoreCase)
        )
            return
                condition.Contains(" or ", StringComparison.OrdinalIgnoreCase)
                || condition.Contains("not", StringComparison.OrdinalIgnoreCase)
                ? null
                : false;
        return condition
            .Split(" and ", StringSplitOptions.TrimEntries)
            .All(one =>
                one.StartsWith('(') && one.EndsWith(')') && strict.ParseDeclaration(one[1..^1]) is { Length: > 0 }
            )
            ? true
            : null;
    }

    private static string Spaces(string text) => Space().Replace(text, " ");

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Space();

    [GeneratedRegex(@"^(?:url\(\s*)?[""']?([^""'\s)]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
