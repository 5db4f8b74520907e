using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Tests.Templates;

/// <summary>A link to unsubscribe as a sender writes or hides it; {u} is its address.</summary>
/// <param name="On">Whether it is meant for a dark ground or a light one; null: for any.</param>
internal sealed record LabelledLink(string Name, string Html, string Style = "", bool? On = null)
{
    public TemplateRule? Rule { get; init; }
}
