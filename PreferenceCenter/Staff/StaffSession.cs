namespace PreferenceCenter.Staff;

/// <summary>The account of a request or an open page as the last authorization found it.</summary>
internal sealed class StaffSession
{
    public StaffVerdict Verdict { get; private set; } = StaffVerdict.SignedOut;
    public StaffIdentity? Who { get; private set; }

    public void Set(StaffVerdict verdict, StaffIdentity? who) => (Verdict, Who) = (verdict, who);
}
