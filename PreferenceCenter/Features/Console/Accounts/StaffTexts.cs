using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Accounts;

internal sealed class StaffTexts
{
    public MarkupString Address { get; init; }
    public MarkupString Password { get; init; }
    public MarkupString Role { get; init; }
    public MarkupString SignIn { get; init; }
    public Phrase SignInLead { get; init; }
    public MarkupString Wrong { get; init; }
    public MarkupString WithPasskey { get; init; }
    public MarkupString PasskeyFailed { get; init; }
    public MarkupString PasswordSet { get; init; }
    public MarkupString SignedOut { get; init; }
    public MarkupString CodeTitle { get; init; }
    public MarkupString CodeLead { get; init; }
    public MarkupString Code { get; init; }
    public MarkupString CodeWrong { get; init; }
    public MarkupString Continue { get; init; }
    public MarkupString ChoosePassword { get; init; }
    public Phrase ChooseLead { get; init; }
    public MarkupString FirstLead { get; init; }
    public MarkupString AddressInvalid { get; init; }
    public MarkupString NewPassword { get; init; }
    public MarkupString PasswordHint { get; init; }
    public MarkupString SavePassword { get; init; }
    public MarkupString FactorNeeded { get; init; }
    public MarkupString ChangePassword { get; init; }
    public MarkupString CurrentPassword { get; init; }
    public MarkupString CurrentWrong { get; init; }
    public MarkupString PasswordChanged { get; init; }
    public MarkupString App { get; init; }
    public MarkupString AppOn { get; init; }
    public MarkupString AppOff { get; init; }
    public MarkupString SetUpApp { get; init; }
    public MarkupString RemoveApp { get; init; }
    public MarkupString AppTitle { get; init; }
    public MarkupString Scan { get; init; }
    public MarkupString Key { get; init; }
    public MarkupString CodeFromApp { get; init; }
    public MarkupString TurnOn { get; init; }
    public MarkupString RecoveryCodes { get; init; }
    public MarkupString RecoveryText { get; init; }
    public Phrase RecoveryLeft { get; init; }
    public MarkupString NewRecoveryCodes { get; init; }
    public MarkupString GoOn { get; init; }
    public MarkupString Passkeys { get; init; }
    public MarkupString PasskeyText { get; init; }
    public MarkupString PasskeyName { get; init; }
    public MarkupString AddPasskey { get; init; }
    public MarkupString NeedsScript { get; init; }
    public MarkupString PasskeyAdded { get; init; }
    public Phrase Since { get; init; }
    public MarkupString Remove { get; init; }
    public MarkupString Removed { get; init; }
    public MarkupString Everywhere { get; init; }
    public MarkupString EverywhereText { get; init; }
    public MarkupString Invite { get; init; }
    public MarkupString InviteText { get; init; }
    public MarkupString SendInvitation { get; init; }
    public MarkupString Invited { get; init; }
    public MarkupString Known { get; init; }
    public MarkupString Saved { get; init; }
    public MarkupString LastOwner { get; init; }
    public MarkupString NotByThemselves { get; init; }
    public MarkupString NotSure { get; init; }
    public MarkupString Change { get; init; }
    public MarkupString Back { get; init; }
    public MarkupString ChangeRole { get; init; }
    public MarkupString ResetAccess { get; init; }
    public MarkupString ResetText { get; init; }
    public MarkupString Dismiss { get; init; }
    public MarkupString DismissText { get; init; }
    public MarkupString DismissSure { get; init; }
    public Phrase Dismissed { get; init; }
    public MarkupString NotYet { get; init; }
    public MarkupString FactorOn { get; init; }
    public MarkupString FactorNone { get; init; }

    public MarkupString StateOf(AccountLine account) =>
        account switch
        {
            { Dismissed: { } at } => Dismissed.With(at),
            { CanSignIn: false } => NotYet,
            { SecondFactor: true } => FactorOn,
            _ => FactorNone,
        };
}
