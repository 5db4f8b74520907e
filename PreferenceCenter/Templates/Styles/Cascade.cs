using System.Runtime.InteropServices;
using AngleSharp.Dom;
using PreferenceCenter.Templates.Messages;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Finds the declared value of a property of an element: style sheets, inline style, importance.</summary>
internal sealed class Cascade
{
    private readonly StyleSheets sheets;
    private readonly Dictionary<string, List<StyleRule>> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<IElement, StyleRule[]> matched = [];
    private readonly Dictionary<string, Declarations?> inline = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Query, Screen), bool?> queries = [];
    private int comparisons = CheckLimits.Comparisons;

    public Cascade(StyleSheets sheets)
    {
        this.sheets = sheets;
        foreach (var rule in sheets.Rules)
            (CollectionsMarshal.GetValueRefOrAddDefault(byName, KeyOf(rule.Selector.Last), out _) ??= []).Add(rule);
    }

    /// <summary>Whether rules were left out because comparing them took too long.</summary>
    public bool Cut => comparisons <= 0;

    /// <summary>Custom properties of which nobody knows here what they stand for.</summary>
    public IReadOnlySet<string> Unsure => sheets.Unsure;

    /// <summary>The rules and the inline style of an element that hold on a screen, the weakest first.</summary>
    public DeclaredStyle Of(IElement element, Screen screen, bool withoutFragile)
    {
        var (rules, inline) = (Matched(element), Inline(element));
        if (rules.Length == 0 && inline is null)
            return DeclaredStyle.None;
        var (declared, doubt) = (new List<WeighedStyle>(rules.Length + 1), (string?)null);
        foreach (var rule in rules)
            if (!(withoutFragile && rule.Fragile) && Holds(rule.Media, screen, out var unknown))
                if ((rule.Doubt ?? unknown) is not { } doubtful)
                    declared.Add(new WeighedStyle(rule.Style, rule.Layer.Rank));
                else if (!rule.Style.OnlyCustom)
                    doubt ??= doubtful;
        if (inline is not null)
            declared.Add(new WeighedStyle(inline, WeighedStyle.Inline));
        return new DeclaredStyle(declared, sheets.Values) { Doubt = doubt };
    }

    /// <summary>Whether all media queries hold, as far as is known; else the first of which it is not.</summary>
    private bool Holds(IReadOnlyList<string> media, Screen screen, out string? unknown)
    {
        unknown = null;
        foreach (var query in media)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(queries, (query, screen), out var there);
            if (!there)
                known = MediaQuery.Holds(query, screen);
            if (known == false)
                return false;
            if (known is null)
                unknown ??= $"@media {query}";
        }
        return true;
    }

    private StyleRule[] Matched(IElement element)
    {
        if (this.matched.TryGetValue(element, out var known))
            return known;
        var found = new List<StyleRule>();
        Add("");
        Add(element.LocalName);
        if (element.Id is { Length: > 0 } id)
            Add("#" + id);
        foreach (var name in element.ClassList)
            Add("." + name);
        found.Sort(
            (one, other) =>
                (one.Layer.Rank, one.Specificity, one.Order).CompareTo(
                    (other.Layer.Rank, other.Specificity, other.Order)
                )
        );
        return this.matched[element] = [.. found];

        void Add(string name)
        {
            if (byName.TryGetValue(name, out var rules))
                foreach (var rule in rules)
                    if (comparisons > 0 && rule.Selector.Matches(element, ref comparisons))
                        found.Add(rule);
        }
    }

    private Declarations? Inline(IElement element)
    {
        if (element.GetAttribute("style") is not { Length: > 0 } text)
            return null;
        if (!inline.TryGetValue(text, out var style))
            inline[text] = style = sheets.Inline(text);
        return style;
    }

    // An id, a class or a type that an element must have to match, whatever else it must.
    private static string KeyOf(string compound)
    {
        var end = compound.AsSpan(1).IndexOfAny("#.:[");
        var name = end < 0 ? compound : compound[..(end + 1)];
        return
            name.Length > 0
            && (char.IsAsciiLetter(name[0]) || name[0] is '#' or '.')
            && name.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? name
            : "";
    }
}
