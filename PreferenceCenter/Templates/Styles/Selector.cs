using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>
/// A selector as compounds and what joins them. It is compared from the right with a bound on the steps: a chain of
/// compounds in a deep document could take for ever.
/// </summary>
internal sealed class Selector
{
    private const int MostCompounds = 12;
    private const int MostComparisons = 5_000;

    private readonly ISelector[] compounds;
    private readonly char[] joints;
    private readonly bool[] costly;

    private Selector(ISelector[] compounds, char[] joints, List<string> texts)
    {
        (this.compounds, this.joints, Last) = (compounds, joints, texts[^1]);
        // What asks for the place among siblings looks through all of them.
        costly = [.. texts.Select(text => text.Contains(':', StringComparison.Ordinal))];
    }

    /// <summary>The text of the compound that the element itself must match.</summary>
    public string Last { get; }

    /// <summary>Reads a selector without commas; null where it is beyond what is compared here.</summary>
    public static Selector? Parse(string text, ICssSelectorParser parser)
    {
        var (parts, joints) = (new List<string>(), new List<char>());
        var (start, inside, joint) = (-1, 0, '\0');
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            inside +=
                c is '(' or '[' ? 1
                : c is ')' or ']' ? -1
                : 0;
            if (inside > 0 || !(char.IsWhiteSpace(c) || c is '>' or '+' or '~'))
            {
                if (start < 0)
                    start = i;
                continue;
            }
            if (start >= 0)
            {
                if (parts.Count > 0)
                    joints.Add(joint);
                parts.Add(text[start..i]);
                (start, joint) = (-1, ' ');
            }
            if (!char.IsWhiteSpace(c))
                joint = c;
        }
        if (parts.Count is 0 or > MostCompounds || parts.Exists(IsCostly))
            return null;
        var compounds = new ISelector[parts.Count];
        for (var i = 0; i < parts.Count; i++)
            if (parser.ParseSelector(parts[i]) is { } compound)
                compounds[i] = compound;
            else
                return null;
        return new Selector(compounds, [.. joints], parts);
    }

    /// <param name="budget">How many comparisons are left; what is not decided with them is taken as no match.</param>
    public bool Matches(IElement element, ref int budget)
    {
        var own = Math.Min(budget, MostComparisons);
        var left = own;
        var matches = Try(element, compounds.Length - 1, ref left);
        budget -= own - left;
        return matches;
    }

    private bool Try(IElement element, int i, ref int budget)
    {
        budget -= costly[i] ? 1 + (element.Parent?.ChildNodes.Length ?? 0) : 1;
        if (budget < 0 || !compounds[i].Match(element, null))
            return false;
        if (i == 0)
            return true;
        var joint = joints[i - 1];
        if (joint is '+' or '~')
            budget -= element.Parent?.ChildNodes.Length ?? 0;
        for (var at = Next(element, joint); at is not null && budget > 0; at = Next(at, joint))
            if (Try(at, i - 1, ref budget))
                return true;
            else if (joint is '>' or '+')
                return false;
        return false;
    }

    private static IElement? Next(IElement element, char joint) =>
        joint is '+' or '~' ? element.PreviousElementSibling : element.ParentElement;

    // Functions over other selectors, as :has(), may walk the whole document.
    private static bool IsCostly(string compound) =>
        compound.Contains(":has(", StringComparison.OrdinalIgnoreCase)
        || compound.Contains(":nth-", StringComparison.OrdinalIgnoreCase)
            && compound.Contains(" of ", StringComparison.OrdinalIgnoreCase)
        || compound.IndexOf(":not(", StringComparison.OrdinalIgnoreCase) is >= 0 and var not
            && compound.AsSpan(not).IndexOfAny(" >+~,") >= 0
        || compound.Contains(":is(", StringComparison.OrdinalIgnoreCase)
        || compound.Contains(":where(", StringComparison.OrdinalIgnoreCase);
}
