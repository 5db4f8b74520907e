namespace PreferenceCenter.Shared.Outcomes;

public enum ReasonStep
{
    None,
    Ask,
    Thank,
}
