namespace PreferenceCenter.Domain;

/// <summary>What somebody of the staff may do: one role an account. Numbers are stored and sealed.</summary>
public enum StaffRole : byte
{
    /// <summary>Everything, and who else may come in.</summary>
    Owner = 1,

    /// <summary>What people ask under the law, and the evidence.</summary>
    Privacy = 2,

    /// <summary>Topics, wordings and forms.</summary>
    Marketing = 3,

    /// <summary>Reads all, changes nothing.</summary>
    Auditor = 4,
}

internal static class StaffRoles
{
    public static readonly StaffRole[] All = Enum.GetValues<StaffRole>();

    /// <summary>
    /// ASVS 5.0 6.3.3: whoever decides about people's data, or about who may, shows more than a password.
    /// </summary>
    public static bool NeedsSecondFactor(this StaffRole role) => role is StaffRole.Owner or StaffRole.Privacy;

    /// <summary>As commands, forms and files say it.</summary>
    public static string NameOf(StaffRole role) => role.ToString().ToLowerInvariant();

    public static StaffRole? Find(string? name) =>
        All.Where(role => NameOf(role) == name).Select(role => (StaffRole?)role).FirstOrDefault();
}

/// <summary>What was done with an account, as the value of its event. Never reuse a number.</summary>
internal enum StaffAct : byte
{
    Invited = 1,
    PasswordSet = 2,
    RoleChanged = 3,
    Dismissed = 4,
    Reset = 5,
    SecondFactorSetUp = 6,
    SecondFactorRemoved = 7,
    PasskeyAdded = 8,
    PasskeyRemoved = 9,
    SignedOutEverywhere = 10,
    SignedIn = 11,
    SignInLocked = 12,
}
