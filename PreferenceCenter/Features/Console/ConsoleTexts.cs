using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>What every page of the staff says, drawn at once or open in a circuit.</summary>
internal sealed class ConsoleTexts
{
    public MarkupString Console { get; init; }
    public MarkupString Home { get; init; }
    public MarkupString Account { get; init; }
    public MarkupString Accounts { get; init; }
    public MarkupString SignOut { get; init; }
    public MarkupString RoleOwner { get; init; }
    public MarkupString RolePrivacy { get; init; }
    public MarkupString RoleMarketing { get; init; }
    public MarkupString RoleAuditor { get; init; }
    public MarkupString MayOwner { get; init; }
    public MarkupString MayPrivacy { get; init; }
    public MarkupString MayMarketing { get; init; }
    public MarkupString MayAuditor { get; init; }
    public MarkupString LinkOver { get; init; }
    public MarkupString LinkOverText { get; init; }
    public MarkupString Forbidden { get; init; }
    public MarkupString ForbiddenText { get; init; }
    public string Menu { get; init; } = "";
    public MarkupString Requests { get; init; }
    public MarkupString Subscribers { get; init; }
    public MarkupString Mails { get; init; }
    public MarkupString Log { get; init; }
    public MarkupString Records { get; init; }
    public MarkupString Proofs { get; init; }
    public MarkupString SignedOut { get; init; }
    public MarkupString SignedOutText { get; init; }
    public MarkupString SignInAgain { get; init; }
    public MarkupString Failed { get; init; }
    public MarkupString FailedText { get; init; }
    public MarkupString Reload { get; init; }
    public MarkupString Reconnecting { get; init; }
    public MarkupString Disconnected { get; init; }
    public string Close { get; init; } = "";

    public MarkupString NameOf(StaffRole role) =>
        role switch
        {
            StaffRole.Owner => RoleOwner,
            StaffRole.Privacy => RolePrivacy,
            StaffRole.Marketing => RoleMarketing,
            _ => RoleAuditor,
        };

    public MarkupString May(StaffRole role) =>
        role switch
        {
            StaffRole.Owner => MayOwner,
            StaffRole.Privacy => MayPrivacy,
            StaffRole.Marketing => MayMarketing,
            _ => MayAuditor,
        };
}
