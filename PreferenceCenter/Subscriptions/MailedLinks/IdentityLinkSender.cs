using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// Queues an e-mail with an identity link that opens only in the requesting browser: one row and one cookie, whether or
/// not the address is known.
/// </summary>
internal sealed class IdentityLinkSender(ChangeWriter writer, LinkLifetimes lifetimes, TimeProvider clock)
{
    public async Task<ChangeResult> AskAsync(HttpContext http, EmailAddress address, string language, Guid? form)
    {
        // A second request keeps the cookie's secret, so that both links open in this browser.
        var secret =
            AskedCookie.Read(http.Request) is { } known && BrowserBinding.Of(known) is not null
                ? known
                : BrowserBinding.NewSecret();
        var network = HttpEvidence.NetworkOf(http.Connection.RemoteIpAddress) ?? "";
        var result = await writer.SubmitAsync(
            new IdentityLinkMail(address, language, network, BrowserBinding.Of(secret)!.Value, clock.GetUtcNow())
            {
                Form = form,
            }
        );
        if (result.Ok)
            AskedCookie.Write(http.Response, secret, lifetimes.Asked);
        return result;
    }
}
