using System.Text.Json;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.ConsentRecords;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.ConsentEvidence.Proof;

/// <summary>Assembles a subscriber's consent proof: history, notices, records, and a receipt of every event.</summary>
internal sealed class ProofReader(
    EvidenceHistory histories,
    CatalogueCache catalogues,
    ConsentRecordBuilder records,
    ReceiptIssuer receipts,
    Site site,
    TimeProvider clock
)
{
    private static readonly string[] HowToVerify =
    [
        "Save this file as proof.json and run: PreferenceCenter ledger verify-receipt proof.json --public-key log-signing.pub. It needs no database and no network. Take the public key, and checkpoints of the log (--checkpoint), from somewhere this organisation cannot change. A checkpoint of another day needs a proof inside: ask for one made with consent proof --checkpoint.",
        "Each event of the receipt is 140 bytes. They hold the kind, time, topic, value, channel, lawful basis, controller and wording shown here, in the places that docs/ledger.md names.",
        "The evidence of an event is proven by its commitment, the last 32 bytes of the event: HMAC-SHA-256 with the salt as key over the index as 4 bytes, big-endian, and the bytes of the content.",
        "A wording is proven by its SHA-256 over the HTML in UTF-8: it was sealed in the log when the wording was published.",
    ];

    /// <param name="person">Whose proof.</param>
    /// <param name="checkpoints">Checkpoints from outside that the receipt is to be comparable with.</param>
    public async Task<ConsentProof> OfAsync(SubscriberSnapshot person, IReadOnlyList<CheckpointNote> checkpoints)
    {
        var (steps, catalogue, now) = (
            await histories.OfAsync(person.Subscriber),
            catalogues.Current,
            clock.GetUtcNow()
        );
        var events = new ProofEvents(steps, catalogue, receipts.PublicKey.Name, site.DefaultLanguage);
        var receipt = await receipts.ExtendAsync(await receipts.ForAsync([.. steps.Select(s => s.Event)]), checkpoints);
        return new ConsentProof
        {
            WrittenAt = now,
            Controller = site.Controller,
            Person = new ProvenPerson(
                person.Subscriber.PublicId,
                person.Subscriber.Address,
                person.Subscriber.Name,
                person.Subscriber.Language,
                person.Subscriber.CreatedAt
            ),
            Topics = [.. person.State.Topics.Select(c => Standing(c, person.State, catalogue, now))],
            Consents = events.Consents,
            Events = events.Events,
            Wordings = events.Wordings,
            Forms = events.Forms,
            Verify = HowToVerify,
            PublicKey = receipts.PublicKey.ToString(),
            Receipt = Parse(receipt.ToJson()),
            Records = [.. records.Of(person.Subscriber, steps).Select(r => Parse(ConsentRecordJson.Write(r)))],
        };
    }

    private ProvenStatus Standing(Choice choice, PersonState state, CatalogueSnapshot catalogue, DateTimeOffset now)
    {
        var topic = catalogue.ByNumber.GetValueOrDefault(choice.Aspect);
        var gate = topic is null ? GateReason.Unknown : Gate.MayMail(state, topic.Topic, now);
        return new ProvenStatus(
            EventNames.About(choice.Aspect, catalogue),
            topic?.Words("en", site.DefaultLanguage).Name ?? "",
            WireName.Of(gate),
            WireName.Of((Frequency)choice.Value),
            choice.LeftAt,
            choice.On ? choice.Grant?.Seq : null
        );
    }

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
