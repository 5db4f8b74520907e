using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.ConsentRecords;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Receipts;

/// <summary>
/// Shows the receipt of a change. The reference from the confirmation mail is enough to open it, so the page shows no
/// address.
/// </summary>
internal sealed class ReceiptHandler(
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    ReceiptIssuer receipts,
    EvidenceHistory histories,
    ConsentRecordBuilder records,
    PageContexts pages,
    Site site,
    TimeProvider clock
)
{
    public async ValueTask<IResult> ShowAsync(string reference, HttpContext http)
    {
        if (
            MailedToken.HashOf(reference) is not { } hash
            || await subscribers.FindLinkAsync(hash) is not { Kind: MailedLinkKind.Receipt } link
            || await subscribers.FindAsync(PersonKey.Of(link.SubscriberId)) is not { } person
        )
            return Page.Of<UnusableLinkPage>(
                new UnusableLinkView(pages.For(http.Request)),
                StatusCodes.Status404NotFound
            );
        var history = await subscribers.EventsAsync(person.Subscriber, 1, link.ToSeq);
        LedgerEventRow[] events = [.. history.Where(e => e.Seq >= link.FromSeq)];
        http.Response.Headers.Vary = "Accept";
        var format = ReceiptFormats.Of(http.Request);
        if (format == ReceiptFormat.Records)
            return await RecordsOfAsync(person.Subscriber, history, events, http.Request);

        var receipt = await receipts.ForAsync(
            events,
            long.TryParse(http.Request.Query["size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                ? size
                : null
        );
        if (format == ReceiptFormat.Proof)
            return Results.Bytes(
                receipt.ToJson(),
                "application/json; charset=utf-8",
                ReceiptFormats.FileName(http.Request, "receipt.json")
            );

        var frame = pages.For(http.Request, person.Subscriber.Language);
        var path = $"/receipt/{reference}?format=";
        return Page.Of<ReceiptPage>(
            new ReceiptView(
                frame,
                path + ReceiptFormats.Proof,
                TopicsOf(history, events).Any() ? path + ReceiptFormats.Records : null,
                await EntriesAsync(events, receipt, frame),
                string.Join('\n', receipt.Logs.Select(l => l.Checkpoint))
            )
        );
    }

    private async ValueTask<IResult> RecordsOfAsync(
        Subscriber person,
        IReadOnlyList<LedgerEventRow> history,
        IReadOnlyList<LedgerEventRow> events,
        HttpRequest request
    )
    {
        var topics = TopicsOf(history, events).ToHashSet();
        // A pause or a language is no consent, so there is no consent record.
        if (topics.Count == 0)
            return Results.StatusCode(StatusCodes.Status406NotAcceptable);
        var id = DerivedId.Of(person.LedgerId, Invariant($"consent-receipt/v1/{events[0].Seq}"), events[^1].Seq);
        var receipt = new ConsentReceipt(
            id,
            clock.GetUtcNow(),
            records.Of(person, await histories.OfAsync(person, 1, history[^1].Seq), topics.Contains)
        );
        return Results.Bytes(
            ConsentRecordJson.Write(receipt),
            "application/ld+json",
            ReceiptFormats.FileName(request, "consent-record.jsonld")
        );
    }

    private static IEnumerable<long> TopicsOf(
        IReadOnlyList<LedgerEventRow> history,
        IReadOnlyList<LedgerEventRow> events
    ) => ConsentRecordBuilder.TopicsOf(history).Where(topic => ConsentRecordBuilder.Concern(events, topic));

    private async ValueTask<ReceiptEntry[]> EntriesAsync(
        IReadOnlyList<LedgerEventRow> events,
        Receipt receipt,
        PageContext frame
    )
    {
        var words = new ChangeSentences(catalogue.Current, frame.Language.Code, site);
        var (channels, asked) = (frame.Language.Texts<ChannelTexts>(), frame.Language.Texts<PersonalDataTexts>());
        var agreed = await histories.WordsAsync(
            [.. events.Where(e => EventBytes.ToConsentEvent(e).IsGrant).Select(e => e.Notice)],
            frame.Language.Code
        );
        // What waits for the mailbox has no sentence of its own.
        MarkupString NameOf(LedgerEventRow e) =>
            e.Kind == EventKind.Requested
                ? new($"{Markup.Of(words.Name(e.Aspect))}{frame.Texts.Colon} {asked.Requested}")
                : Markup.Of(words.Name(e.Aspect));
        return
        [
            .. events.Select(e => new ReceiptEntry(
                words.Sentence(e) is { } sentence ? Markup.Of(sentence) : NameOf(e),
                e.At,
                channels.Of(e.Channel),
                OriginOf(receipt, e.Position),
                e.Position,
                LeafOf(receipt, e.Position)
            )
            {
                Agreed =
                    EventBytes.ToConsentEvent(e).IsGrant && agreed.GetValueOrDefault(e.Notice) is { } shown
                        ? new AgreedWords(new MarkupString(shown.Html), shown.Language, Markup.Of(shown.Version))
                        : null,
            }),
        ];
    }

    private static string OriginOf(Receipt receipt, long position) =>
        receipt.Logs.First(l => l.Events.Any(e => e.Index == position)).Origin;

    private static string LeafOf(Receipt receipt, long position) =>
        MerkleTree.LeafHash(receipt.Events.First(e => e.Index == position).Event).ToBase64();
}
