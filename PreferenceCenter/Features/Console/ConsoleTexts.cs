using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console;

/// <summary>Texts that all console pages share, static or interactive.</summary>
internal sealed partial class ConsoleTexts
{
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

    /// <summary>The heading of a group of the navigation; none for the first.</summary>
    public MarkupString? Of(NavigationGroup group) =>
        group switch
        {
            NavigationGroup.Marketing => GroupMarketing,
            NavigationGroup.Compliance => GroupCompliance,
            NavigationGroup.System => GroupSystem,
            _ => null,
        };
}
