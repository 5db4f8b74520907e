using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Theme;

/// <summary>Who speaks on the pages, and in which dress.</summary>
/// <param name="Controller">The legal person that answers for the data.</param>
/// <param name="Contact">Where a question goes: an address of mail or of the web.</param>
/// <param name="Color">CSS colour of the organisation, or nothing for the house's own.</param>
/// <param name="Logo">Path of a picture on this site, or nothing for the first letter of the name.</param>
internal sealed record Branding(
    string Name,
    string Controller,
    string PostalAddress,
    string PrivacyNoticeUrl,
    string Contact,
    string? Color = null,
    string? Logo = null
)
{
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    public MarkupString NameMarkup { get; } = Markup.Of(Name);
    public MarkupString ControllerMarkup { get; } = Markup.Of(Controller);
    public MarkupString PostalAddressMarkup { get; } = Markup.Of(PostalAddress);

    public string ContactUrl { get; } =
        Contact.Contains('@', StringComparison.Ordinal) && !Contact.Contains(':', StringComparison.Ordinal)
            ? "mailto:" + Contact
            : Contact;
}
