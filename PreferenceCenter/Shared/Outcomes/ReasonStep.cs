namespace PreferenceCenter.Shared.Outcomes;

/// <summary>
/// What the page shows about the reason for leaving: nothing, the question, or the thanks for an answer.
/// </summary>
public enum ReasonStep
{
    None,
    Ask,
    Thank,
}
