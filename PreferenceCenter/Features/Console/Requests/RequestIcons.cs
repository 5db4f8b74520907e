using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>The pictures of the kinds of requests, drawn once for all rows.</summary>
internal static class RequestIcons
{
    private static readonly FrozenDictionary<PrivacyRequestKind, MarkupString> All =
        Enum.GetValues<PrivacyRequestKind>().ToFrozenDictionary(kind => kind, kind => ConsoleIcon.Of(NameOf(kind)));

    public static MarkupString Of(PrivacyRequestKind kind) => All[kind];

    private static string NameOf(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Access => Icons.Material.Outlined.Visibility,
            PrivacyRequestKind.Portability => Icons.Material.Outlined.Download,
            PrivacyRequestKind.Rectification => Icons.Material.Outlined.Edit,
            PrivacyRequestKind.Erasure => Icons.Material.Outlined.Delete,
            PrivacyRequestKind.Restriction => Icons.Material.Outlined.PauseCircle,
            PrivacyRequestKind.Objection => Icons.Material.Outlined.Block,
            PrivacyRequestKind.AutomatedDecision => Icons.Material.Outlined.PersonSearch,
            _ => Icons.Material.Outlined.Feedback,
        };
}
