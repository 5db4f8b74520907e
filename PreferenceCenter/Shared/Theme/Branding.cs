using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Theme;

/// <summary>Name, contact and colours of the organisation that the pages show.</summary>
/// <param name="Controller">The controller: the legal person that answers for the data.</param>
/// <param name="Contact">Where questions are sent: a mail address or a web address.</param>
/// <param name="Color">CSS colour of the organisation; null for the default colour.</param>
/// <param name="Logo">Path of a picture on this site; null for the first letter of the name.</param>
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
    /// <summary>The picture that was uploaded; null where the logo is a file of somebody else, or none.</summary>
    public Asset? LogoFile { get; init; }

    /// <summary>The same instant, as the clocks of the site show it.</summary>
    public Func<DateTimeOffset, DateTimeOffset> Local { get; init; } = at => at.ToUniversalTime();

    public MarkupString NameMarkup { get; } = Markup.Of(Name);
    public MarkupString ControllerMarkup { get; } = Markup.Of(Controller);
    public MarkupString PostalAddressMarkup { get; } = Markup.Of(PostalAddress);

    public string ContactUrl { get; } =
        Contact.Contains('@', StringComparison.Ordinal) && !Contact.Contains(':', StringComparison.Ordinal)
            ? "mailto:" + Contact
            : Contact;
}
