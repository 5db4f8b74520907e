namespace PreferenceCenter.Features.Console;

/// <summary>Paths that the frame of the console leads to.</summary>
internal static class StaffPaths
{
    public const string Home = "/staff",
        SetUp = "/staff/setup",
        Account = "/staff/account",
        SignOut = "/staff/sign-out",
        Theme = "/staff/theme";
}
