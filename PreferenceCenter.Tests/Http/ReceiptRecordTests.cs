using System.Text.Json.Nodes;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.SignUp;
using PreferenceCenter.Tests.Ledger.Records;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests the consent record fetched by the reference in a mail, and the statement that its page repeats.
/// </summary>
[Trait("Requirement", "CON-12")]
[Trait("Requirement", "CON-14")]
public sealed class ReceiptRecordTests
{
    private const string Dpv = "https://w3id.org/dpv#";

    [DatabaseFact]
    public async Task It_tells_the_whole_life_of_the_consent_and_names_nobody()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (person, path) = await SignedUpAsync(center, "news", "events");
        var answer = await center.Browser.GetAsync(path, ("Accept", "application/ld+json"));
        Assert.Equal((200, "application/ld+json"), (answer.Status, answer["Content-Type"]));
        var graph = Graph.Read(JsonNode.Parse(answer.Body)!);
        Assert.Empty(ConsentRecordShapes.Violations(graph));
        Assert.Equal(2, graph.SubjectsOfType(Dpv + "ConsentRecord").Count());
        Assert.Single(graph.SubjectsOfType(Dpv + "DataSubject"));
        Assert.Equal(2, graph.SubjectsOfType(Dpv + "ConsentRequested").Count());
        Assert.Equal(2, graph.SubjectsOfType(Dpv + "ConsentGiven").Count());

        foreach (
            var hidden in (string[])
                [
                    SignUpCenter.Address,
                    "people.example",
                    person.Id.ToString(),
                    center.Find(person).Subscriber.LedgerId.ToString(),
                ]
        )
            Assert.DoesNotContain(hidden, answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    [DatabaseFact]
    public async Task A_receipt_of_leaving_has_the_record_of_what_was_left_under_the_same_id_up_to_then()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (person, first) = await SignedUpAsync(center, "news", "events");
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click")
        );
        var second = WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "receipt");
        // Later still: a receipt expires with its mail.
        await center.ActAsync(person, new Leave(WebCenter.Events));
        var given = Graph.Read(JsonNode.Parse((await center.Browser.GetAsync(first + "?format=jsonld")).Body)!);
        var left = Graph.Read(JsonNode.Parse((await center.Browser.GetAsync(second + "?format=jsonld")).Body)!);

        Assert.Empty(given.SubjectsOfType(Dpv + "ConsentWithdrawn"));
        Assert.Single(left.SubjectsOfType(Dpv + "ConsentWithdrawn"));
        var record = Assert.Single(left.SubjectsOfType(Dpv + "ConsentRecord"));
        Assert.Contains(record, given.SubjectsOfType(Dpv + "ConsentRecord"));
        Assert.Equal(given.SubjectsOfType(Dpv + "DataSubject"), left.SubjectsOfType(Dpv + "DataSubject"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Where_nothing_was_agreed_to_there_is_none_and_no_link_to_it()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(
            person,
            new Choose(new Dictionary<long, long> { [Aspect.Profiling] = (long)Profiling.Objected }, AddsAtOnce: true),
            notify: true
        );
        var path = WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "receipt");
        Assert.Equal(406, (await center.Browser.GetAsync(path, ("Accept", "application/ld+json"))).Status);
        Assert.Null((await center.Browser.GetAsync(path)).Page.QuerySelector("a[href*=jsonld]"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-06")]
    public async Task The_page_repeats_what_was_agreed_to_as_it_was_then()
    {
        await using var center = await SignUpCenter.StartAsync();
        var (_, path) = await SignedUpAsync(center, "news");
        await center.ApplyNoticesAsync(
            """{ "topics": [{ "topic": "news", "texts": { "en": { "statement": "Yes, and photographs." } } }] }"""
        );
        var page = await center.Browser.GetAsync(path);
        Assert.Contains("What you agreed to, version 1.0", page.Text, StringComparison.Ordinal);
        Assert.Contains("Yes, mail me <strong>news</strong>.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("photographs", page.Body, StringComparison.Ordinal);
        var download = await center.Browser.GetAsync(
            page.Page.QuerySelector("main a[href*=jsonld]")!.GetAttribute("href")!
        );
        Assert.Equal("application/ld+json", download["Content-Type"]);
        Assert.Contains("consent-record.jsonld", download["Content-Disposition"], StringComparison.Ordinal);
    }

    private static async Task<(Person, string Receipt)> SignedUpAsync(WebCenter center, params string[] topics)
    {
        await center.Browser.PostAsync(await center.AskedAsync(SignUpCenter.Address, topics));
        return (
            center.FindPerson(SignUpCenter.Address)!,
            WebCenter.LinkIn(Assert.Single(await center.MailsOfChangesAsync()), "receipt")
        );
    }
}
