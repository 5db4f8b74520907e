namespace PreferenceCenter.Templates.Findings;

/// <summary>How much a finding weighs. Only an error fails the check.</summary>
internal enum FindingSeverity
{
    Error,
    Warning,
    Note,

    /// <summary>What this stage cannot show. It is never counted as sound.</summary>
    Unchecked,
}
