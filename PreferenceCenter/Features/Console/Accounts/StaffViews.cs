using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>A passkey challenge: the options for the browser, and our encrypted state of the challenge.</summary>
public sealed record PasskeyAsk(string Options, string State);

/// <summary>The sign-in page.</summary>
public sealed record SignInView(StaffScreen Screen, PasskeyAsk Passkey, string? ReturnTo) : StaffView(Screen)
{
    public string? Typed { get; init; }
    public bool Wrong { get; init; }
    public bool PasskeyFailed { get; init; }
    public SignInMessage News { get; init; }
}

/// <summary>Message of the sign-in page.</summary>
public enum SignInMessage
{
    None,
    PasswordSet,
    SignedOut,
}

/// <summary>The page that asks for the second factor.</summary>
public sealed record CodeView(StaffScreen Screen, PasskeyAsk? Passkey, bool Wrong = false) : StaffView(Screen);

/// <summary>The page that sets the password of an account.</summary>
/// <param name="Address">Null for the first owner, who types it.</param>
public sealed record PasswordView(
    StaffScreen Screen,
    string Path,
    string? Address,
    bool TooWeak = false,
    bool AddressInvalid = false,
    string? Typed = null
) : StaffView(Screen);

/// <summary>The page of the own account.</summary>
public sealed record AccountView(StaffScreen Screen, PasskeyAsk Passkey) : StaffView(Screen)
{
    public bool FactorNeeded { get; init; }
    public bool AskPassword { get; init; }
    public bool HasPassword { get; init; }
    public bool HasApp { get; init; }
    public int RecoveryCodes { get; init; }
    public bool FewRecoveryCodes => RecoveryCodes <= StaffStore.FewCodes;
    public IReadOnlyList<PasskeyLine> Passkeys { get; init; } = [];
    public AccountMessage News { get; init; }
}

/// <summary>A passkey of the account.</summary>
public sealed record PasskeyLine(string Id, MarkupString Name, MarkupString Since);

/// <summary>Message of the own account page.</summary>
public enum AccountMessage
{
    None,
    PasswordChanged,
    CurrentWrong,
    TooWeak,
    PasskeyAdded,
    PasskeyFailed,
    Removed,
}

/// <summary>The page that sets up the authenticator app.</summary>
public sealed record AppView(
    StaffScreen Screen,
    MarkupString Picture,
    string Key,
    string Sealed,
    bool Wrong = false,
    bool AskPassword = false
) : StaffView(Screen);

/// <summary>The page that shows new recovery codes.</summary>
public sealed record RecoveryView(StaffScreen Screen, IReadOnlyList<string> Codes, MarkupString Created, string Next)
    : StaffView(Screen);

/// <summary>The page of all staff accounts.</summary>
public sealed record AccountsView(StaffScreen Screen, IReadOnlyList<AccountLine> Accounts, bool MayChange)
    : StaffView(Screen)
{
    public AccountsMessage News { get; init; }
    public string? Typed { get; init; }
}

/// <summary>A staff account in the list.</summary>
public sealed record AccountLine(
    Guid Id,
    MarkupString Address,
    StaffRole Role,
    bool CanSignIn,
    bool SecondFactor,
    MarkupString? Dismissed
);

/// <summary>Message of the pages of all staff accounts.</summary>
public enum AccountsMessage
{
    None,
    Invited,
    Known,
    AddressInvalid,
    Saved,
    LastOwner,
    NotByThemselves,
    NotSure,
}

/// <summary>The page that changes a staff account.</summary>
public sealed record AccountEditView(
    StaffScreen Screen,
    AccountLine Account,
    AccountsMessage News = AccountsMessage.None
) : StaffView(Screen);
