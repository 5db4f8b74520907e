using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

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

    /// <summary>The value of a setting as people read it: of an uploaded picture what it is, not its bytes.</summary>
    public MarkupString Said(string value) =>
        LogoPicture.Of(value) is { } picture
            ? Picture.With(
                Markup.Of(picture.Type["image/".Length..].ToUpperInvariant()),
                Markup.Of(Invariant($"{(picture.Bytes.Length + 999) / 1000}"))
            )
            : Markup.Of(value);

    public MarkupString Of(SettingSource source) =>
        source switch
        {
            SettingSource.File => FromFile,
            SettingSource.Console => FromConsole,
            _ => FromDefault,
        };
}
