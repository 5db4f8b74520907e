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
    private readonly Dictionary<(string Query, Screen), bool> queries = [];
    private int comparisons = CheckLimits.Comparisons;

    public Cascade(StyleSheets sheets)
    {
        this.sheets = sheets;
        foreach (var rule in sheets.Rules)
            (CollectionsMarshal.GetValueRefOrAddDefault(byName, KeyOf(rule.Selector.Last), out _) ??= []).Add(rule);
    }

    /// <summary>Whether rules were left out because comparing them took too long.</summary>
    public bool Cut => comparisons <= 0;

    /// <summary>The rules and the inline style of an element that hold on a screen, the weakest first.</summary>
    public DeclaredStyle Of(IElement element, Screen screen, bool withoutFragile)
    {
        var (rules, inline) = (Matched(element), Inline(element));
        if (rules.Length == 0)
            return inline is null ? DeclaredStyle.None : new DeclaredStyle([inline]);
        var declared = new List<Declarations>(rules.Length + 1);
        foreach (var rule in rules)
            if (!(withoutFragile && rule.Fragile) && Holds(rule.Media, screen))
                declared.Add(rule.Style);
        if (inline is not null)
            declared.Add(inline);
        return new DeclaredStyle(declared);
    }

    private bool Holds(IReadOnlyList<string> media, Screen screen)
    {
        foreach (var query in media)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(queries, (query, screen), out var there);
            if (!there)
                known = MediaQuery.Holds(query, screen);
            if (!known)
                return false;
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
        found.Sort((one, other) => (one.Specificity, one.Order).CompareTo((other.Specificity, other.Order)));
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
