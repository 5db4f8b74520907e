using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// What a passkey needs of the page: what to ask the browser for, and our own memory of having asked, sealed.
/// </summary>
public sealed record PasskeyAsk(string Options, string State);

public sealed record SignInView(StaffScreen Screen, PasskeyAsk Passkey, string? ReturnTo) : StaffView(Screen)
{
    public string? Typed { get; init; }
    public bool Wrong { get; init; }
    public bool PasskeyFailed { get; init; }
    public SignInMessage News { get; init; }
}

public enum SignInMessage
{
    None,
    PasswordSet,
    SignedOut,
}

public sealed record CodeView(StaffScreen Screen, PasskeyAsk? Passkey, bool Wrong = false) : StaffView(Screen);

/// <param name="Address">Nothing for the first owner, who types it.</param>
public sealed record PasswordView(
    StaffScreen Screen,
    string Path,
    string? Address,
    bool TooShort = false,
    bool AddressInvalid = false,
    string? Typed = null
) : StaffView(Screen);

public sealed record AccountView(StaffScreen Screen, PasskeyAsk Passkey) : StaffView(Screen)
{
    public bool FactorNeeded { get; init; }
    public bool AskPassword { get; init; }
    public bool HasPassword { get; init; }
    public bool HasApp { get; init; }
    public int RecoveryCodes { get; init; }
    public IReadOnlyList<PasskeyLine> Passkeys { get; init; } = [];
    public AccountMessage News { get; init; }
}

public sealed record PasskeyLine(string Id, MarkupString Name, MarkupString Since);

public enum AccountMessage
{
    None,
    PasswordChanged,
    CurrentWrong,
    TooShort,
    PasskeyAdded,
    PasskeyFailed,
    Removed,
}

public sealed record AppView(
    StaffScreen Screen,
    MarkupString Picture,
    string Key,
    string Sealed,
    bool Wrong = false,
    bool AskPassword = false
) : StaffView(Screen);

public sealed record RecoveryView(StaffScreen Screen, IReadOnlyList<string> Codes) : StaffView(Screen);

public sealed record AccountsView(StaffScreen Screen, IReadOnlyList<AccountLine> Accounts, bool MayChange)
    : StaffView(Screen)
{
    public AccountsMessage News { get; init; }
    public string? Typed { get; init; }
}

public sealed record AccountLine(
    Guid Id,
    MarkupString Address,
    StaffRole Role,
    bool CanSignIn,
    bool SecondFactor,
    MarkupString? Dismissed
);

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

public sealed record AccountEditView(
    StaffScreen Screen,
    AccountLine Account,
    AccountsMessage News = AccountsMessage.None
) : StaffView(Screen);
