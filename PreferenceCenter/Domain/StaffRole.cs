namespace PreferenceCenter.Domain;

/// <summary>What a staff account may do; each account has one role. Numbers are stored and sealed.</summary>
public enum StaffRole : byte
{
    /// <summary>Everything, including the management of staff accounts.</summary>
    Owner = 1,

    /// <summary>Privacy requests and evidence.</summary>
    Privacy = 2,

    /// <summary>Topics, notices and forms.</summary>
    Marketing = 3,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor = 4,
}

/// <summary>Names and rules of the staff roles.</summary>
internal static class StaffRoles
{
    public static readonly StaffRole[] All = Enum.GetValues<StaffRole>();

    /// <summary>
    /// Whether the role needs a second factor: roles that decide about personal data or about accounts do (ASVS 5.0
    /// 6.3.3).
    /// </summary>
    public static bool NeedsSecondFactor(this StaffRole role) => role is StaffRole.Owner or StaffRole.Privacy;
}

/// <summary>What was done with a staff account, as the value of its event. Never reuse a number.</summary>
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
