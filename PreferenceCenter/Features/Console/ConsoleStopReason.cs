namespace PreferenceCenter.Features.Console;

/// <summary>Reason why a page is not shown.</summary>
public enum ConsoleStopReason
{
    SignedOut,
    Forbidden,
    Failed,
}
