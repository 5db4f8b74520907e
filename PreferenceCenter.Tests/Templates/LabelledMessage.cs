using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Tests.Templates;

/// <summary>A message of the labelled set: sound, or broken in one way.</summary>
/// <param name="Broken">The rule that must find it; null: the message is sound.</param>
internal sealed record LabelledMessage(string Name, TemplateRule? Broken, Sample Message);
