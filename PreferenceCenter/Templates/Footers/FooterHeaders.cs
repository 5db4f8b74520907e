using System.Globalization;
using PreferenceCenter.Links;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Footers;

/// <summary>The header fields that a mailing needs for one-click unsubscribing (RFC 8058), as a sending system is given
/// them.</summary>
internal static class FooterHeaders
{
    /// <returns>Names and values; nothing where the system sets List-Unsubscribe itself.</returns>
    public static IReadOnlyList<(string Name, string Value)> Of(Sender sender, string listId) =>
        sender.HeaderName is not { } form
            ? []
            :
            [
                .. new (string Name, string Value)[]
                {
                    ("List-Unsubscribe", $"<{sender.TagOf(sender.UnsubscribeField)}>"),
                    ("List-Unsubscribe-Post", LinkMint.ListUnsubscribePost),
                    ("List-Id", listId),
                }.Select(field => (string.Format(CultureInfo.InvariantCulture, form, field.Name), field.Value)),
            ];
}
