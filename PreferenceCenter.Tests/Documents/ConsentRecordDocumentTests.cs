using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.ConsentEvidence.ConsentRecords;
using PreferenceCenter.Tests.Ledger.Records;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that the record shown in docs/consent-record.md is valid and that its table lists every field.
/// </summary>
public sealed class ConsentRecordDocumentTests
{
    private const string Name = "consent-record.md";

    [Fact]
    public void The_record_it_shows_is_what_the_program_writes()
    {
        var now = Encoding.UTF8.GetString(ConsentRecordJson.Write(RecordedFacts.Record)) + "\n";
        var shown = Assert.Single(Document.Examples(Name, "json"));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(
                Path.Combine(Repository.Root, "docs", Name),
                Document.Read(Name).Replace(shown, now, StringComparison.Ordinal)
            );

        Assert.Equal(now, Assert.Single(Document.Examples(Name, "json")));
    }

    [Fact]
    public void Its_table_explains_every_field()
    {
        var rows = Document
            .Read(Name)
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1])
            .ToHashSet();
        var file = JsonNode.Parse(ConsentRecordJson.Write(RecordedFacts.Receipt))!.AsObject();
        file.Remove("@context");

        Assert.Empty(Keys(file).Where(key => key[0] != '@').Except(rows));
    }

    private static IEnumerable<string> Keys(JsonNode? node) =>
        node switch
        {
            JsonArray many => many.SelectMany(Keys),
            JsonObject it => it.SelectMany(member => Keys(member.Value).Prepend(member.Key)),
            _ => [],
        };
}
