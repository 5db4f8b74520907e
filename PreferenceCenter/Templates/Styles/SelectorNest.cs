namespace PreferenceCenter.Templates.Styles;

/// <summary>The selectors of a rule within another, as they would stand outside of it (CSS Nesting).</summary>
internal static class SelectorNest
{
    /// <param name="around">The selectors of the rule around; empty where it stands in none.</param>
    /// <param name="selectors">Those of the rule, with commas.</param>
    /// <param name="most">More are not made.</param>
    /// <param name="cut">Whether one is beyond what is written out here, or they are too many.</param>
    public static IReadOnlyList<NestedSelector> Of(
        IReadOnlyList<NestedSelector> around,
        string selectors,
        int most,
        ref bool cut
    )
    {
        var all = new List<NestedSelector>();
        var strongest = around.Count == 0 ? 0 : around.Max(a => a.Specificity);
        foreach (var own in SelectorList.Split(selectors).Select(s => s.Trim()))
        {
            var specificity = strongest + SelectorList.Specificity(own);
            if (around.Count == 0)
                all.Add(new NestedSelector(own, specificity));
            else if (all.Count + around.Count > most)
                cut = true;
            else
                foreach (var outer in around)
                    if (Join(outer.Text, own) is { } joined)
                        all.Add(new NestedSelector(joined, specificity));
                    else
                        cut = true;
        }
        return all;
    }

    private static string? Join(string outer, string own)
    {
        if (!own.Contains('&', StringComparison.Ordinal))
            return $"{outer} {own}";
        var plain = outer.AsSpan().IndexOfAny(" >+~") < 0;
        var place = own.IndexOf('&', StringComparison.Ordinal);
        var rest = own[(place + 1)..];
        if (rest.Contains('&', StringComparison.Ordinal) && !plain || rest.Length > 0 && char.IsLetter(rest[0]))
            return null;
        if (place == 0)
            return plain ? own.Replace("&", outer, StringComparison.Ordinal) : outer + rest;
        return plain && own[place - 1] is ' ' or '>' or '+' or '~'
            ? own.Replace("&", outer, StringComparison.Ordinal)
            : null;
    }
}
