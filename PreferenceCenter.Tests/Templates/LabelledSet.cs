using PreferenceCenter.Templates.Findings;
using static PreferenceCenter.Tests.Templates.Sample;

namespace PreferenceCenter.Tests.Templates;

/// <summary>
/// Messages that people have labelled as sound or broken: links as senders write and hide them, each in frames as
/// newsletters have them, and the examples of the other rules.
/// </summary>
internal static class LabelledSet
{
    private static readonly Sample Plain = new();

    /// <summary>What stands around words and links. The ground is light but in the last two.</summary>
    private static readonly (string Name, Sample Frame, bool Dark)[] Frames =
    [
        ("plain", Plain, false),
        (
            "tables",
            Plain with
            {
                Frame =
                    "<table width=\"100%\" bgcolor=\"#eeeeee\"><tr><td align=\"center\"><table width=\"300\" bgcolor=\"#ffffff\" style=\"font-family:Arial;font-size:14px;color:#333\"><tr><td>{0}</td></tr></table></td></tr></table>",
            },
            false
        ),
        (
            "quirks",
            Plain with
            {
                Doctype = "",
                Frame =
                    "<center><div style=\"max-width:600px;margin:0 auto;background:#fafafa;padding:16px\">{0}</div></center>",
            },
            false
        ),
        (
            "dark-table",
            Plain with
            {
                Frame =
                    "<table width=\"100%\" style=\"background:#222 none;color:#eee\"><tr><td><font color=\"#dddddd\">{0}</font></td></tr></table>",
                Choose = $"<a style=\"color:#fff\" href=\"{P}\">Email preferences</a>",
            },
            true
        ),
        ("dark-body", Plain with { Body = "<body bgcolor=\"#102030\" text=\"#ffffff\" link=\"#ffff99\">" }, true),
    ];

    public static readonly IReadOnlyList<LabelledMessage> All = [.. Made(), .. OfExamples()];

    /// <summary>Those of which the look decides: Chromium judges them too.</summary>
    public static IEnumerable<LabelledMessage> Looks => Made();

    /// <summary>Messages whose link no browser shows, by what the check does not compute: it must say so.</summary>
    public static IEnumerable<LabelledMessage> Doubted =>
        DoubtedLinks.All.Select(link => new LabelledMessage($"doubted {link.Name}", link.Rule, With(Plain, link)));

    private static IEnumerable<LabelledMessage> Made()
    {
        foreach (var (number, (frame, around, dark)) in Frames.Index())
        {
            foreach (var link in LabelledLinks.Sound)
                if (link.On is null || link.On == dark)
                    yield return new($"{frame} {link.Name}", null, With(around, link));
            // Two frames for each, so that half of the set is sound.
            foreach (var (place, link) in LabelledLinks.Broken.Index())
                if (link.On == dark || link.On is null && (number + place) % Frames.Length < 2)
                    yield return new($"{frame} {link.Name}", link.Rule, With(around, link));
        }
    }

    private static Sample With(Sample frame, LabelledLink link) =>
        frame with
        {
            Style = frame.Style + link.Style,
            Leave = link.Html.Replace("{u}", U, StringComparison.Ordinal),
        };

    private static IEnumerable<LabelledMessage> OfExamples()
    {
        foreach (var example in RuleExamples.All.Where(e => e.Severity == FindingSeverity.Error))
        {
            if (example.Sound != Plain)
                yield return new($"{example.Rule} sound", null, example.Sound);
            foreach (var (variant, broken) in example.Broken)
                yield return new($"{example.Rule} {variant}", example.Rule, broken);
        }
        // A warning is no error: such a message is sound, and told about. Some are broken in another way too.
        foreach (
            var example in RuleExamples.All.Where(e =>
                e.Severity == FindingSeverity.Warning
                && e.Rule is not (TemplateRule.TrackingStop or TemplateRule.CanSpam or TemplateRule.Eprivacy)
            )
        )
        {
            if (example.Sound != Plain)
                yield return new($"{example.Rule} sound", null, example.Sound);
            foreach (var (variant, warned) in example.Broken)
                yield return new($"{example.Rule} {variant} warned", null, warned);
        }
    }
}
