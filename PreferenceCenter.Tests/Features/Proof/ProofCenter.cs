using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Proof;

/// <summary>Centre in English and German with a published form, and the proofs it produces.</summary>
internal static class ProofCenter
{
    public const string Address = "Ada@people.example";
    private const string Words =
        """{ "purposes": "a", "recipients": "b", "transfers": "c", "retention": "d", "rights": "e", "withdrawal": "f", "complaint": "g" }""";

    public static async Task<WebCenter> StartAsync()
    {
        var center = await WebCenter.StartAsync(["Site:Languages=en,de"]);
        await center.ApplyTopicAsync(
            "events",
            """ "texts": { "en": { "name": "Quay evenings", "description": "What will be.", "howOften": "Monthly" }, "de": { "name": "Abende am Kai", "description": "Was wird.", "howOften": "Jeden Monat" } } """
        );
        await center.ApplyNoticesAsync(
            $$"""
            { "site": { "controllers": [{ "name": "Harbour Ltd", "address": "1 Quay", "contact": "privacy@harbour.example" }], "texts": { "en": {{Words}}, "de": {{Words}} } },
              "topics": [
                { "topic": "news", "texts": { "en": { "statement": "Yes, mail me **news**." }, "de": { "statement": "Ja, schickt mir **Neues**, wie [hier](https://northwind.example/neues) beschrieben." } } },
                { "topic": "events", "texts": { "en": { "statement": "Yes, mail me **events**." }, "de": { "statement": "Ja, ladet mich **ein**." } } }] }
            """
        );
        await center.ApplyFormsAsync(
            """
            { "forms": [{ "key": "hafen", "state": "published", "topics": ["news", "events"], "name": true, "frequency": true,
              "texts": { "en": { "title": "From the harbour", "lead": "" }, "de": { "title": "Vom Hafen", "lead": "" } } }] }
            """
        );
        return center;
    }

    /// <summary>Signs up for both topics on the German page and confirms three hours later.</summary>
    public static async Task<Person> SignUpAsync(WebCenter center, string? name = null)
    {
        var page = await center.Browser.GetAsync("/subscribe/hafen?language=de");
        var sent = await center.Browser.PressAsync(
            page,
            null,
            form =>
            {
                form.Type("email", Address);
                if (name is not null)
                    form.Type("name", name);
                form.Tick("news");
                form.Tick("events");
            }
        );
        Assert.Equal(303, sent.Status);
        center.Clock.Advance(TimeSpan.FromHours(3));
        await center.Browser.PressAsync(
            await center.Browser.GetAsync(
                WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "c") + "?language=de"
            ),
            "confirm"
        );
        return center.FindPerson(Address)!;
    }

    public static async Task<JsonElement> ProofAsync(this WebCenter center, string address = Address) =>
        JsonDocument.Parse((await center.RunAsync("consent", "proof", "--email", address)).Done()).RootElement;

    public static IEnumerable<JsonElement> Of(this JsonElement proof, string list) =>
        proof.GetProperty(list).EnumerateArray();

    public static string? Text(this JsonElement it, string name) =>
        it.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static JsonElement Wording(this JsonElement proof, string? id) =>
        proof.Of("wordings").Single(w => w.Text("id") == id);

    public static JsonElement Event(this JsonElement proof, string? seq) =>
        proof.Of("events").Single(e => e.Text("seq") == seq);

    /// <summary>Records in the log that all evidence of a subscriber so far is erased, and erases it.</summary>
    public static async Task EraseEvidenceAsync(this WebCenter center, Person person)
    {
        var before = center.EventsOf(person);
        await center.SubmitAsync(
            new Erasing(
                PersonKey.Of(person.Id),
                new Act(Channel.System, Actor.System, center.Now, LawfulBasis.None, 0, 0)
            )
        );
        using var raw = center.Raw();
        foreach (var e in before)
            raw.Run("""DELETE FROM "Evidence" WHERE "Slot" = @p0 AND "Position" = @p1""", e.Slot, e.Position);
    }

    /// <summary>Submission that records and performs the erasure of evidence.</summary>
    private sealed class Erasing(PersonKey key, Act act) : Submission
    {
        public override PersonKey? Key => key;

        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            batch.Append(
                subscriber!,
                [
                    new ConsentEvent(
                        subscriber!.State.LastSeq + 1,
                        EventKind.EvidenceErased,
                        Aspect.Everything,
                        0,
                        0,
                        0,
                        act
                    ),
                ],
                new Evidence()
            );
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
