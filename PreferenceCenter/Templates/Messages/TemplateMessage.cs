using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Messages;

/// <summary>A message as the rules read it: its bytes, header fields and shown parts.</summary>
/// <param name="Boundaries">What divides the parts, of each part of parts; empty where one has none.</param>
/// <param name="Cut">Whether it goes on behind what is looked at.</param>
internal sealed record TemplateMessage(
    TemplateStage Stage,
    ReadOnlyMemory<byte> Bytes,
    RawHeaders Headers,
    IReadOnlyList<MessageText> Parts,
    IReadOnlyList<string> Boundaries,
    bool Cut
)
{
    /// <summary>Whether header fields are of the message: a template has none yet.</summary>
    public bool HasHeaders => Stage != TemplateStage.Source;

    public IEnumerable<MessageText> Of(TemplatePart part) => Parts.Where(p => p.Part == part);
}
