using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Tags;

/// <summary>A merge tag in a template, in the notation of any sending system.</summary>
/// <param name="Index">Where it begins in the text.</param>
/// <param name="Text">The whole tag.</param>
internal readonly partial record struct MergeTag(int Index, string Text)
{
    public string Name => NameOf(Text);

    public TagMeaning Meaning => Senders.MeaningOf(Name);

    public static IEnumerable<MergeTag> In(string text)
    {
        foreach (Match tag in Notation().Matches(text))
            yield return new MergeTag(tag.Index, tag.Value);
    }

    /// <summary>Whether the text is one tag and nothing else.</summary>
    public static MergeTag? Whole(string text)
    {
        text = text.Trim();
        var tag = Notation().Match(text);
        return tag.Success && tag.Length == text.Length ? new MergeTag(0, tag.Value) : null;
    }

    /// <summary>What is between its brackets.</summary>
    public static string NameOf(string tag) =>
        tag.Trim().Trim('{', '}', '*', '|', '<', '>', '%', '[', ']', '$', ' ', '#', '^');

    [GeneratedRegex(
        @"\{\{\{[^{}<>""]{1,100}\}\}\}|\{\{[^{}<>""]{1,100}\}\}|\{%[^{}%<>]{1,200}%\}|\{\$?[A-Za-z_][\w.:=-]{1,60}\}|\*\|[^|<>]{1,100}\|\*|<%[^<>%]{1,60}%>|%%?[A-Za-z_][\w.-]{2,60}%%?|\[[A-Za-z][\w:-]{2,60}\]",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Notation();
}
