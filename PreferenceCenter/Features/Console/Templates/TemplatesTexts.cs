using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>Texts of the template check.</summary>
internal sealed partial class TemplatesTexts
{
    public MarkupString Of(TemplateStage stage) =>
        stage switch
        {
            TemplateStage.Source => StageSource,
            TemplateStage.Built => StageBuilt,
            _ => StageReceived,
        };

    public MarkupString Of(TemplatePart part) =>
        part switch
        {
            TemplatePart.Headers => PartHeaders,
            TemplatePart.Text => PartText,
            TemplatePart.Message => PartMessage,
            // Names that are the same everywhere.
            TemplatePart.Amp => new MarkupString("AMP"),
            _ => new MarkupString("HTML"),
        };

    public MarkupString Of(FindingSeverity severity) =>
        severity switch
        {
            FindingSeverity.Error => Errors,
            FindingSeverity.Warning => Warnings,
            FindingSeverity.Note => Notes,
            _ => Unchecked,
        };

    public MarkupString Count(FindingSeverity severity, string language, int count) =>
        (
            severity switch
            {
                FindingSeverity.Error => ErrorCount,
                FindingSeverity.Warning => WarningCount,
                FindingSeverity.Note => NoteCount,
                _ => UncheckedCount,
            }
        ).Count(language, count);

    /// <summary>What the message was checked against.</summary>
    /// <param name="topic">The name of the topic; null for any.</param>
    internal MarkupString Against(CheckedTemplate result, string? topic) =>
        topic switch
        {
            null => AgainstAny.With(Number, Of(result.Report.Stage)),
            _ => AgainstTopic.With(Number, Of(result.Report.Stage), Markup.Of(topic)),
        };

    /// <summary>The name of the number of a finding.</summary>
    internal static string NumberOf(FindingGroup group, TemplateWords words) =>
        Invariant($"{group.Number}: {words.Title(group.Rule)}");

    private static MarkupString Number => Markup.Of(Invariant($"{Enum.GetValues<TemplateRule>().Length}"));
}
