using System.Text.Json;
using System.Text.Json.Nodes;
using PreferenceCenter.Tests.Ledger.Records;
using Xunit;

namespace PreferenceCenter.Tests.Features.Proof;

/// <summary>Tests the proof of consent that was given in another system.</summary>
public sealed class ImportProofTests
{
    private const string List = """
        email,topics,consent_at,consent_method,consent_source,consent_text,consent_ip
        ada@example.org,news,2026-05-01T10:00:00Z,paper form,https://example.com/fair,Yes <b>mail</b> me,192.0.2.7

        """;

    [DatabaseFact]
    [Trait("Requirement", "CON-06")]
    [Trait("Requirement", "CON-12")]
    public async Task The_line_that_asserted_it_is_there_with_all_it_said_and_who_vouches()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", List))).Done();
        var line = Assert.Single(
            (await rig.RunAsync("consent", "proof", "--email", "ADA@example.org", "--json")).Lines
        );
        var proof = JsonDocument.Parse(line).RootElement;
        var e = Assert.Single(proof.Of("events"));
        Assert.Equal(
            ("asserted", "import", "operator", "operator-of-the-tests", null),
            (
                e.Text("kind"),
                e.Text("channel"),
                e.GetProperty("actor").Text("kind"),
                e.GetProperty("actor").Text("name"),
                e.Text("wording")
            )
        );
        var facts = e.GetProperty("evidence").GetProperty("facts");
        Assert.Equal(
            ("list.csv", "2", "A", "paper form", "https://example.com/fair", "Yes <b>mail</b> me", "192.0.2.0/24"),
            (
                Path.GetFileName(facts.Text("file")),
                facts.Text("line"),
                facts.Text("grade"),
                facts.Text("method"),
                facts.Text("source"),
                facts.Text("text"),
                facts.Text("obtainedIp")
            )
        );
        Assert.Equal(
            new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero),
            facts.GetProperty("obtainedAt").GetDateTimeOffset()
        );

        // Its statement is not one of this centre's notices, so the record names it by its hash.
        var graph = Graph.Read(JsonNode.Parse(Assert.Single(proof.Of("records")).GetRawText())!);
        Assert.Empty(ConsentRecordShapes.Violations(graph));
        Assert.StartsWith(
            "ni:///sha-256;",
            Assert.Single(graph.SubjectsOfType("https://w3id.org/dpv#ConsentNotice")),
            StringComparison.Ordinal
        );
    }
}
