using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Messages;

/// <summary>A decoded part that a program may show.</summary>
/// <param name="Cut">Whether it goes on behind what is looked at.</param>
/// <param name="Charset">The character set that it names, where its bytes are none of that; otherwise null.</param>
internal sealed record MessageText(TemplatePart Part, string Text, bool Cut, string? Charset = null);
