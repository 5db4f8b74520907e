using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Preview;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>What a message is checked as.</summary>
/// <param name="Topic">The key of the topic of the mailing; null for any.</param>
/// <param name="Stage">Null: what the bytes look like.</param>
/// <param name="Language">The language it should be in; null for any.</param>
internal sealed record CheckedAs(string? Topic, TemplateStage? Stage, string? Language)
{
    public static CheckedAs Of(string topic, string stage, string language) =>
        new(Filled(topic), WireName.Parse<TemplateStage>(stage), Filled(language));

    private static string? Filled(string value) => value.Length == 0 ? null : value;
}

/// <summary>A message that was checked: what was found, and how it is shown.</summary>
/// <remarks>Public because it is a parameter of components, and the compiler makes components public.</remarks>
public sealed class CheckedTemplate
{
    internal CheckedTemplate(TemplateReport report, IReadOnlyList<FindingGroup> found, MessagePreview preview) =>
        (Report, Found, Preview) = (report, found, preview);

    internal TemplateReport Report { get; }
    internal IReadOnlyList<FindingGroup> Found { get; }
    internal MessagePreview Preview { get; }

    /// <summary>Addresses in it that are not its sender's, where it is kept: of people who may be erased.</summary>
    internal IReadOnlyList<string> Addresses { get; private init; } = [];

    /// <summary>Whether an erasure has emptied it.</summary>
    internal bool IsEmptied { get; private init; }

    /// <summary>The same of a template that is kept.</summary>
    internal CheckedTemplate KeptAs(byte[] content) =>
        new(Report, Found, Preview) { Addresses = MessageAddresses.OfOthers(content), IsEmptied = content.Length == 0 };

    internal bool Passes => Report.Passes;
    internal bool Sound => Report.Sound;

    /// <summary>Rules that found nothing, not even that they cannot be checked.</summary>
    internal int Quiet => Enum.GetValues<TemplateRule>().Length - Found.Select(f => f.Rule).Distinct().Count();

    /// <summary>Whether both tell the same.</summary>
    internal bool Tells(CheckedTemplate other) =>
        Report.Stage == other.Report.Stage
        && Report
            .Findings.Select(f => (f.Rule, f.Severity, f.Part, f.Line, f.Column, f.Variant))
            .SequenceEqual(
                other.Report.Findings.Select(f => (f.Rule, f.Severity, f.Part, f.Line, f.Column, f.Variant))
            );

    internal int Count(FindingSeverity severity) => Found.Count(f => f.Severity == severity);
}
