using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>Texts of the settings page.</summary>
internal sealed partial class SettingsTexts
{
    public MarkupString NameOf(string setting) =>
        setting switch
        {
            "controller" => Controller,
            "name" => Name,
            "logo" => Logo,
            "color" => Color,
            "languages" => Languages,
            "postalAddress" => PostalAddress,
            "privacyContact" => PrivacyContact,
            "privacyNoticeUrl" => PrivacyNoticeUrl,
            "supervisoryAuthority" => SupervisoryAuthority,
            "enforcementBody" => EnforcementBody,
            _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
        };

    public MarkupString Of(SettingSource source) =>
        source switch
        {
            SettingSource.File => FromFile,
            SettingSource.Console => FromConsole,
            _ => FromDefault,
        };
}
