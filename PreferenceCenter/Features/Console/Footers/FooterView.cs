using PreferenceCenter.Templates.Footers;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Features.Console.Footers;

/// <summary>What the footer page of a topic shows.</summary>
/// <param name="Topic">The topic's name in the language of the footer.</param>
/// <param name="Languages">The languages that a footer can be had in.</param>
/// <param name="Passes">Whether the template check finds nothing that must be mended in it.</param>
/// <param name="Headers">Header fields to set; none where the system sets List-Unsubscribe itself.</param>
/// <param name="Form">The sign-up form that the QR code leads to; null where none offers the topic.</param>
/// <param name="PublicPage">The page that the QR code leads to.</param>
internal sealed record FooterView(
    string Topic,
    IReadOnlyList<string> Languages,
    Footer Footer,
    bool Passes,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Form,
    Uri PublicPage
)
{
    public Sender Sender => Footer.Sender;
}
