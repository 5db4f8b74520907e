namespace PreferenceCenter.Office;

public enum ConsoleStopReason
{
    SignedOut,
    Forbidden,
    Failed,
}
