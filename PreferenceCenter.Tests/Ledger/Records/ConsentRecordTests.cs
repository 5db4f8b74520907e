using System.Text.Json.Nodes;
using PreferenceCenter.ConsentEvidence.ConsentRecords;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Records;

/// <summary>Tests that records and receipts contain what ISO/IEC TS 27560 requires, in the vocabulary of DPV.</summary>
[Trait("Requirement", "CON-12")]
public sealed class ConsentRecordTests
{
    private const string Dpv = "https://w3id.org/dpv#";

    public static TheoryData<string> Mandatory =>
        [.. ConsentRecordShapes.All.Where(shape => shape.Least > 0).Select(shape => shape.ToString())];

    [Fact]
    public void A_record_has_every_mandatory_field() =>
        Assert.Empty(Violations(ConsentRecordJson.Write(RecordedFacts.Record)));

    [Fact]
    public void A_receipt_has_them_too() => Assert.Empty(Violations(ConsentRecordJson.Write(RecordedFacts.Receipt)));

    [Theory]
    [MemberData(nameof(Mandatory))]
    public void Without_one_of_them_it_is_none(string name)
    {
        var shape = Assert.Single(ConsentRecordShapes.All, shape => shape.ToString() == name);
        var file = JsonNode.Parse(ConsentRecordJson.Write(RecordedFacts.Receipt))!;

        Assert.True(shape.Drop(file) > 0, "the field was not there");
        Assert.Contains(
            ConsentRecordShapes.Violations(Graph.Read(file)),
            violation => violation.StartsWith(name, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("#record-eu-gdpr", "#record")]
    [InlineData("dpv:ConsentWithdrawn", "dpv:ConsentTerminated")]
    [InlineData("\"@type\": \"xsd:dateTime\"", "\"@type\": \"xsd:date\"")]
    [InlineData("\"dpv:hasPurpose\": {", "\"dpv:hasPurpose\": \"newsletters\", \"dct:subject\": {")]
    [InlineData("dpv:WithdrawConsent", "dpv:ProvideConsent")]
    public void With_something_else_in_its_place_neither(string right, string wrong)
    {
        var file = System.Text.Encoding.UTF8.GetString(ConsentRecordJson.Write(RecordedFacts.Record));
        Assert.Contains(right, file);
        Assert.NotEmpty(
            ConsentRecordShapes.Violations(
                Graph.Read(JsonNode.Parse(file.Replace(right, wrong, StringComparison.Ordinal))!)
            )
        );
    }

    [Fact]
    [Trait("Requirement", "CON-14")]
    public void It_says_which_profile_it_follows()
    {
        Assert.Equal(
            "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr",
            Conforms(ConsentRecordJson.Write(RecordedFacts.Record))
        );
        Assert.Equal(
            "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr",
            Conforms(ConsentRecordJson.Write(RecordedFacts.Receipt))
        );
        static string Conforms(byte[] file) => (string)JsonNode.Parse(file)!["dct:conformsTo"]!;
    }

    [Theory]
    [Trait("Requirement", "CON-14")]
    [InlineData(nameof(ConsentState.ConsentRequested), false)]
    [InlineData(nameof(ConsentState.ConsentGiven), true)]
    [InlineData(nameof(ConsentState.RenewedConsentGiven), true)]
    [InlineData(nameof(ConsentState.ConsentRefused), false)]
    [InlineData(nameof(ConsentState.ConsentWithdrawn), false)]
    [InlineData(nameof(ConsentState.ConsentRevoked), false)]
    [InlineData(nameof(ConsentState.ConsentExpired), false)]
    [InlineData(nameof(ConsentState.ConsentInvalidated), false)]
    public void A_state_is_one_of_DPV_and_only_a_given_one_is_of_a_consent_type(string name, bool given)
    {
        var graph = Read(
            RecordedFacts.Record with
            {
                Events =
                [
                    RecordedFacts.Event(
                        Enum.Parse<ConsentState>(name),
                        "2026-03-01T00:00:00Z",
                        ExpresserKind.Principal,
                        1
                    ),
                ],
            }
        );

        Assert.Empty(ConsentRecordShapes.Violations(graph));
        var types = graph
            .Of(Assert.Single(graph.ObjectsOf(Dpv + "hasConsentStatus")), Graph.Type)
            .Select(type => type.Value);
        Assert.Equal(given ? [Dpv + name, Dpv + "ExpressedConsent"] : [Dpv + name], types);
    }

    [Fact]
    public void Who_expressed_it_is_the_person_the_controller_or_somebody_named()
    {
        string By(Expresser who)
        {
            var graph = Read(RecordedFacts.Record with { Events = [RecordedFacts.Record.Events[1] with { By = who }] });
            Assert.Empty(ConsentRecordShapes.Violations(graph));
            var by = Assert.Single(graph.ObjectsOf(Dpv + "isIndicatedBy"));
            return graph.Of(by, Dpv + "hasName").SingleOrDefault()?.Value ?? by;
        }

        Assert.Equal("urn:uuid:5b0a2c4e-9d0f-4f57-8c0e-3a1e7c2b9d24", By(new(ExpresserKind.Principal)));
        Assert.Equal("Example Ltd", By(new(ExpresserKind.Controller)));
        Assert.Equal("Shop", By(new(ExpresserKind.Other, "Shop")));
    }

    [Fact]
    public void Recipients_are_the_others_or_the_controller_itself()
    {
        var sender = new RecordedParty(
            "https://sender.example/",
            PartyRole.DataProcessor,
            "Sender",
            "2 Example Street, Paris",
            "dpo@sender.example"
        );
        Assert.Equal(["https://example.org/"], Read(RecordedFacts.Record).ObjectsOf(Dpv + "hasRecipient"));
        Assert.Equal(
            ["https://sender.example/"],
            Read(RecordedFacts.Record with { Parties = [.. RecordedFacts.Record.Parties, sender] })
                .ObjectsOf(Dpv + "hasRecipient")
        );
    }

    [Fact]
    public void The_same_facts_are_the_same_bytes_wherever_the_clock_stands()
    {
        var record = RecordedFacts.Record;
        var elsewhere = record with
        {
            Events = [.. record.Events.Select(e => e with { At = e.At.ToOffset(TimeSpan.FromHours(9)) })],
        };
        Assert.Equal(ConsentRecordJson.Write(record), ConsentRecordJson.Write(elsewhere));
    }

    private static Graph Read(ConsentRecord record) => Graph.Read(JsonNode.Parse(ConsentRecordJson.Write(record))!);

    private static IEnumerable<string> Violations(byte[] file) =>
        ConsentRecordShapes.Violations(Graph.Read(JsonNode.Parse(file)!));
}
