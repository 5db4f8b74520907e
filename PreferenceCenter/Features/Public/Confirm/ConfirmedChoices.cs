using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Data;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Confirm;

/// <summary>
/// Leads whoever has just confirmed on to their preferences: the confirmation mail proved the mailbox, and whoever
/// pressed is there.
/// </summary>
internal sealed class ConfirmedChoices(PageLinks links, LinkLifetimes lifetimes, TimeProvider clock)
{
    /// <summary>Whether the link was used within the time in which its reader is still there.</summary>
    public bool Offers(MailedLinkRow link) =>
        link.UsedAt is { } used && clock.GetUtcNow() - used < LinkLifetimes.UndoOnPage;

    /// <summary>
    /// Opens the preferences page by a link of its own. Its token follows from the confirmed link's, so that a second
    /// press opens the same one.
    /// </summary>
    public async Task<IResult> OpenAsync(string token, long subscriberId, PageContext frame, HttpContext http)
    {
        var choices = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(token), "choices/v1"u8));
        await links.KeepAsync(
            new MailedLinkRow
            {
                Hash = MailedToken.HashOf(choices)!,
                Kind = MailedLinkKind.Choices,
                SubscriberId = subscriberId,
                ExpiresAt = clock.GetUtcNow() + lifetimes.Choices,
            }
        );
        return new SeeOtherResult(http.Request.PathBase + frame.To("/p/" + choices));
    }
}
