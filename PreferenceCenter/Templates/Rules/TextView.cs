using System.Text.RegularExpressions;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;
using PreferenceCenter.Templates.Tags;
using PreferenceCenter.Templates.Targets;

namespace PreferenceCenter.Templates.Rules;

/// <summary>A part in plain text: the addresses in it, each with the words of its line and the line before.</summary>
internal sealed partial class TextView
{
    private const int LongestWords = 200;

    public TextView(MessageText part, LinkJudge judge, bool withTags)
    {
        Part = part;
        var links = new List<PartLink>();
        var (line, before, index) = (0, "", 0);
        foreach (var text in part.Text.Split('\n'))
        {
            var number = ++line;
            foreach (var (column, href) in Addresses(text, withTags))
                links.Add(
                    new PartLink(
                        href,
                        Spaces.Single($"{before} {text[Math.Max(0, column - LongestWords)..column]}"),
                        judge.Of(href),
                        () =>
                            new TemplateFinding(default, default, TemplatePart.Text)
                            {
                                Line = number,
                                Column = column + 1,
                            },
                        index + column
                    )
                );
            if (links.Count > CheckLimits.Links)
                break;
            index += text.Length + 1;
            before = text.Length > LongestWords || Address().IsMatch(text) ? "" : text;
        }
        Links = links;
        Words = new WordSequence(part.Text);
    }

    public MessageText Part { get; }
    public IReadOnlyList<PartLink> Links { get; }
    public WordSequence Words { get; }

    private static IEnumerable<(int Column, string Href)> Addresses(string line, bool withTags)
    {
        var taken = -1;
        foreach (Match address in Address().Matches(line))
        {
            yield return (address.Index, address.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\''));
            taken = address.Index + address.Length;
        }
        if (!withTags)
            yield break;
        foreach (var tag in MergeTag.In(line))
            if (tag.Index >= taken && tag.Meaning is TagMeaning.Unsubscribe or TagMeaning.Preferences)
                yield return (tag.Index, tag.Text);
    }

    // A merge tag in it may hold spaces.
    [GeneratedRegex(
        @"\bhttps?://(?:\{\{[^{}\n]*\}\}|[^\s<>""])+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Address();
}
