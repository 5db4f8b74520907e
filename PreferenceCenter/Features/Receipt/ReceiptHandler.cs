using System.Globalization;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Receipt;

/// <summary>Whoever holds the confirmation mail holds the reference. The page shows no address.</summary>
internal sealed class ReceiptHandler(People people, CatalogueCache catalogue, Receipts receipts, Looks looks, Site site)
{
    public IResult Show(string reference, HttpContext http)
    {
        if (MailedToken.HashOf(reference) is not { } hash || people.FindLink(hash) is not { Kind: MailedLinkKind.Receipt } link || people.Find(PersonKey.Of(link.SubscriberId)) is not { } person)
            return Page.Of<UnusableLinkPage>(new UnusableLinkView(looks.For(http.Request)), StatusCodes.Status404NotFound);
        var events = people.Events(person.Subscriber, link.FromSeq, link.ToSeq);
        var receipt = receipts.For(events, long.TryParse(http.Request.Query["size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null);
        http.Response.Headers.Vary = "Accept";
        if (WantsJson(http.Request)) return Results.Bytes(receipt.ToJson(), "application/json; charset=utf-8", Download(http.Request));

        var frame = looks.For(http.Request, person.Subscriber.Language);
        var words = new ChangeSentences(catalogue.Current, frame.Language.Code, site.DefaultLanguage);
        var channels = frame.Language.Texts<ChannelTexts>();
        var entries = events.Select(e => new ReceiptEntry(
            Markup.Of(words.Sentence(e) ?? words.Name(e.Aspect)), e.At, channels.Of(e.Channel), OriginOf(receipt, e.Position), e.Position, LeafOf(receipt, e.Position))).ToArray();
        return Page.Of<ReceiptPage>(new ReceiptView(frame, $"/receipt/{reference}?format=json", entries, string.Join('\n', receipt.Logs.Select(l => l.Checkpoint))));
    }

    private static bool WantsJson(HttpRequest request) =>
        request.Query["format"] == "json" || request.GetTypedHeaders().Accept is { Count: > 0 } accept
            && accept.OrderByDescending(a => a.Quality ?? 1).First().MediaType.Value is "application/json" or "application/ld+json";

    private static string? Download(HttpRequest request) => request.Query["format"] == "json" ? "receipt.json" : null;

    private static string OriginOf(Ledger.Log.Receipt receipt, long position) => receipt.Logs.First(l => l.Events.Any(e => e.Index == position)).Origin;

    private static string LeafOf(Ledger.Log.Receipt receipt, long position) => MerkleTree.LeafHash(receipt.Events.First(e => e.Index == position).Event).ToBase64();
}
