using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Subscriptions.MailedLinks;

/// <summary>
/// Has an identity link mailed that opens in the browser of this request: one row and one cookie, whatever the address
/// leads to.
/// </summary>
internal sealed class IdentityLinkSender(ChangeWriter writer, LinkLifetimes lifetimes, TimeProvider clock)
{
    public async Task<ChangeResult> AskAsync(HttpContext http, EmailAddress address, string language)
    {
        // Asked twice, both links open here.
        var secret =
            AskedCookie.Read(http.Request) is { } known && BrowserBinding.Of(known) is not null
                ? known
                : BrowserBinding.NewSecret();
        var network = HttpEvidence.NetworkOf(http.Connection.RemoteIpAddress) ?? "";
        var result = await writer.SubmitAsync(
            new IdentityLinkMail(address, language, network, BrowserBinding.Of(secret)!.Value, clock.GetUtcNow())
        );
        if (result.Ok)
            AskedCookie.Write(http.Response, secret, lifetimes.Asked);
        return result;
    }
}
