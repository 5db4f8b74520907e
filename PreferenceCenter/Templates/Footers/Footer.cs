using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Footers;

/// <summary>The footer of a topic's mailings in one language, with the merge tags of one sending system.</summary>
/// <param name="Html">A piece of HTML to paste at the end of a template.</param>
/// <param name="Style">The style sheet in it: the colours of a dark screen.</param>
internal sealed record Footer(Sender Sender, string Language, string Html, string Style, string Text);
