using System.Globalization;
using System.Resources;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Templates.Findings;

/// <summary>Words findings in one language, as plain text: what was found, and how to mend it.</summary>
internal sealed class TemplateWords(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new(typeof(TemplateWords));

    /// <summary>The language of commands.</summary>
    public static TemplateWords English { get; } = new(CultureInfo.GetCultureInfo("en"));

    public string Message(TemplateFinding finding) =>
        string.Format(culture, Text(finding.Key), [.. finding.Arguments.Select(Shown)]);

    /// <summary>What the rule finds, in a few words.</summary>
    public string Title(TemplateRule rule) => Text($"{WireName.Of(rule)}.title");

    /// <summary>How to mend what the rule finds.</summary>
    public string Mend(TemplateRule rule) =>
        Text(
            rule is TemplateRule.CanSpam or TemplateRule.Casl or TemplateRule.Eprivacy or TemplateRule.ECommerce
                ? "all.law-mend"
                : $"{WireName.Of(rule)}.mend"
        );

    private string Text(string key) =>
        Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key);

    private object Shown(object argument) =>
        argument is not string text ? argument
        // In a sentence from right to left it would put its signs elsewhere.
        : culture.TextInfo.IsRightToLeft ? $"\u2068{OneLine(text)}\u2069"
        : OneLine(text);

    // A piece of a template may hold anything; a message is one line.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
