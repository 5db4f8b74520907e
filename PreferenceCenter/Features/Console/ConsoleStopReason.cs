namespace PreferenceCenter.Features.Console;

public enum ConsoleStopReason
{
    SignedOut,
    Forbidden,
    Failed,
}
