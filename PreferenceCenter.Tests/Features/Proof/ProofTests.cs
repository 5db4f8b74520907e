using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.SignUp;
using PreferenceCenter.Tests.Ledger.Records;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Proof;

/// <summary>Tests <c>consent proof</c>: the file alone must be enough to convince a regulator.</summary>
public sealed class ProofTests
{
    [DatabaseFact]
    [Trait("Requirement", "CON-06")]
    [Trait("Requirement", "CON-07")]
    public async Task Both_declarations_are_there_with_the_words_as_they_were_the_form_the_page_and_the_network()
    {
        await using var center = await ProofCenter.StartAsync();
        var asked = center.Now;
        await ProofCenter.SignUpAsync(center);
        var confirmed = center.Now;
        center.Clock.Advance(TimeSpan.FromDays(40));
        await center.ApplyNoticesAsync(
            """{ "topics": [{ "topic": "news", "texts": { "en": { "statement": "Yes, and photographs." }, "de": { "statement": "Ja, auch Bilder." } } }] }"""
        );

        var proof = await center.ProofAsync();
        Assert.Equal(
            (ProofCenter.Address, "de"),
            (proof.GetProperty("person").Text("email"), proof.GetProperty("person").Text("language"))
        );
        Assert.Equal(
            ["news allowed", "events allowed"],
            proof.Of("topics").Select(t => $"{t.Text("topic")} {t.Text("gate")}")
        );
        var consent = proof.Of("consents").First();
        Assert.Equal(
            ("confirmed", "Northwind Ltd", "1", "3"),
            (consent.Text("kind"), consent.Text("controller"), consent.Text("request"), consent.Text("confirmation"))
        );
        Assert.StartsWith("Consent (GDPR", consent.Text("basis"), StringComparison.Ordinal);
        var (request, confirmation) = (proof.Event(consent.Text("request")), proof.Event(consent.Text("confirmation")));
        Assert.Equal(
            (asked, confirmed),
            (request.GetProperty("at").GetDateTimeOffset(), confirmation.GetProperty("at").GetDateTimeOffset())
        );
        Assert.Equal(("form", "confirm-link"), (request.Text("channel"), confirmation.Text("channel")));
        foreach (var declaration in (JsonElement[])[request, confirmation])
        {
            var words = proof.Wording(declaration.Text("wording"));
            Assert.Equal(
                """<p>Ja, schickt mir <strong>Neues</strong>, wie <a href="https://northwind.example/neues">hier</a> beschrieben.</p>""",
                words.Text("html")
            );
            Assert.Equal(
                ("de", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.Text("html")!))), "True"),
                (words.Text("language"), words.Text("sha256"), words.Text("intact"))
            );
            Assert.Contains(
                "Harbour Ltd",
                proof.Wording(declaration.Text("siteWording")).Text("html"),
                StringComparison.Ordinal
            );
        }
        var facts = request.GetProperty("evidence").GetProperty("facts");
        Assert.Equal(
            (
                ProofCenter.Address,
                "127.0.0.0/24",
                "hafen",
                "1",
                "checkbox",
                "https://preferences.example.org/subscribe/hafen"
            ),
            (
                facts.Text("address"),
                facts.Text("ip"),
                facts.Text("form"),
                facts.Text("formVersion"),
                facts.Text("method"),
                facts.Text("page")
            )
        );
        var form = Assert.Single(proof.Of("forms"));
        Assert.Equal(
            ("form-hafen-1", "Vom Hafen", "True"),
            (request.Text("form"), form.GetProperty("titles").Text("de"), form.Text("unticked"))
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-11")]
    public async Task All_that_came_later_is_there_to_the_leaving_in_the_order_of_the_log()
    {
        await using var center = await ProofCenter.StartAsync();
        var person = await ProofCenter.SignUpAsync(center);
        await center.ActAsync(
            person,
            new Choose(new Dictionary<long, long> { [WebCenter.News] = (long)Frequency.Monthly }, AddsAtOnce: true)
        );
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click")
        );

        var proof = await center.ProofAsync();
        var events = proof.Of("events").ToList();
        Assert.Equal(
            [
                "requested every",
                "requested every",
                "confirmed every",
                "confirmed every",
                "changed monthly",
                "withdrawn off",
            ],
            events.Select(e => $"{e.Text("kind")} {e.Text("value")}")
        );
        Assert.Equal(
            center.EventsOf(person).Select(e => e.Position.ToString(CultureInfo.InvariantCulture)),
            events.Select(e => e.GetProperty("log").Text("index"))
        );
        Assert.All(events, e => Assert.Equal("kept", e.GetProperty("evidence").Text("state")));
        Assert.Equal("6", proof.Of("consents").First().Text("endedBy"));
        Assert.Null(proof.Of("consents").Last().Text("endedBy"));
        Assert.Equal("not-subscribed", proof.Of("topics").First().Text("gate"));
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-06")]
    public async Task Its_receipt_verifies_anywhere_and_its_evidence_is_what_the_events_commit_to()
    {
        await using var center = await ProofCenter.StartAsync();
        await ProofCenter.SignUpAsync(center);
        var proof = await center.ProofAsync();
        var verified = await center.RunAsync(
            "ledger",
            "verify-receipt",
            center.Write("receipt.json", proof.GetProperty("receipt").GetRawText()),
            "--public-key",
            center.PublicKeyFile
        );
        Assert.StartsWith("ok", verified.Done(), StringComparison.Ordinal);

        var sealedOnes = proof
            .GetProperty("receipt")
            .GetProperty("logs")[0]
            .GetProperty("events")
            .EnumerateArray()
            .Select(e => e.GetProperty("event").GetBytesFromBase64())
            .ToList();
        Assert.Equal(4, sealedOnes.Count);
        foreach (var (e, bytes) in proof.Of("events").Zip(sealedOnes))
        {
            var (evidence, commitment) = (e.GetProperty("evidence"), new byte[32]);
            PreferenceCenter.Ledger.Events.Evidence.Commit(
                Convert.FromHexString(evidence.Text("salt")!),
                evidence.GetProperty("index").GetInt32(),
                Encoding.UTF8.GetBytes(evidence.Text("content")!),
                commitment
            );
            Assert.Equal(bytes[108..], commitment);
            Assert.Equal(Convert.ToBase64String(SHA256.HashData([0, .. bytes])), e.GetProperty("log").Text("leaf"));
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-12")]
    [Trait("Requirement", "CON-14")]
    public async Task Its_records_are_records_and_tell_no_address()
    {
        await using var center = await ProofCenter.StartAsync();
        await ProofCenter.SignUpAsync(center);
        var records = (await center.ProofAsync()).Of("records").ToList();
        Assert.Equal(2, records.Count);
        Assert.All(
            records,
            r => Assert.Empty(ConsentRecordShapes.Violations(Graph.Read(JsonNode.Parse(r.GetRawText())!)))
        );
        Assert.DoesNotContain(
            records,
            r => r.GetRawText().Contains("people.example", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal(2, records.Select(r => r.Text("dct:identifier")).Distinct().Count());
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-06")]
    public async Task Erased_evidence_is_said_to_be_and_by_what_and_missing_evidence_is_not_passed_over()
    {
        await using var center = await ProofCenter.StartAsync();
        var person = await ProofCenter.SignUpAsync(center);
        await center.EraseEvidenceAsync(person);
        await center.ActAsync(person, new Leave(WebCenter.News));
        var (proof, last) = (await center.ProofAsync(), center.EventsOf(person)[^1]);
        var evidence = proof.Event("1").GetProperty("evidence");
        Assert.Equal(
            ("erased", "5", null),
            (evidence.Text("state"), evidence.Text("erasedBy"), evidence.Text("facts"))
        );
        // Only the evidence held the language.
        Assert.Equal(
            ("en", "True"),
            (proof.Wording(proof.Event("1").Text("wording")).Text("language"), proof.Event("1").Text("languageAssumed"))
        );
        Assert.Equal("kept", proof.Event("6").GetProperty("evidence").Text("state"));

        using var raw = center.Raw();
        raw.Run("""DELETE FROM "Evidence" WHERE "Slot" = @p0 AND "Position" = @p1""", last.Slot, last.Position);
        Assert.Equal("missing", (await center.ProofAsync()).Event("6").GetProperty("evidence").Text("state"));
        Assert.Contains(
            "Erased</bdi>",
            (await PageAsync(center)).Replace(" by event 5", "</bdi>", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-06")]
    public async Task The_language_is_that_of_the_page_and_where_a_program_pressed_there_is_none()
    {
        await using var center = await ProofCenter.StartAsync();
        await center.SubscribeAsync(ProofCenter.Address, [WebCenter.News, WebCenter.Offers], "de");
        var person = center.FindPerson(ProofCenter.Address)!;
        await center.Browser.SaveAsync(center.PreferencesPath(person), form => form.Untick("news"));
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.Offers),
            ("List-Unsubscribe", "One-Click")
        );
        var events = center.EventsOf(person);
        Assert.Equal(("de", null), (center.EvidenceOf(events[^2]).Language, center.EvidenceOf(events[^1]).Language));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Nobody_is_three_and_nothing_is_written()
    {
        await using var center = await ProofCenter.StartAsync();
        var file = Path.Combine(center.Directory, "proof.html");
        var run = await center.RunAsync("consent", "proof", "--email", "nobody@people.example", "--html", file);
        Assert.Equal((3, "", false), (run.ExitCode, run.Out, File.Exists(file)));
        Assert.Contains("No subscriber has that address.", run.Error, StringComparison.Ordinal);
        await center.SubscribeAsync("bob@people.example", [WebCenter.News]);
        Assert.Equal(
            file + "\n",
            (await center.RunAsync("bob@people.example\n", ["consent", "proof", "--email", "-", "--html", file])).Done()
        );
        // Proofs written before the erasure remain valid.
        Assert.Equal(
            3,
            (await center.RunAsync("consent", "proof", "--email", "bob@people.example", "--html", file)).ExitCode
        );
    }

    private static async Task<string> PageAsync(WebCenter center)
    {
        var file = Path.Combine(center.Directory, "page.html");
        (await center.RunAsync("consent", "proof", "--email", ProofCenter.Address, "--html", file)).Done();
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }
}
