using System.Text;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Faults;
using PreferenceCenter.Tests.Mail;
using Xunit;
using Actor = PreferenceCenter.Domain.Actor;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that the file shown in docs/topics.md is a valid topics file.</summary>
public sealed class TopicsDocumentTests
{
    private static string Example => Assert.Single(Document.Examples("topics.md", "json"));

    [Fact]
    public async Task The_file_it_shows_makes_its_category_and_topic()
    {
        await using var center = await TestCenter.NewAsync();
        await using var context = center.Database.CreateContext();

        var plan = TopicPlan.Of(
            Read(Example)!,
            context,
            new Publishing(Actor.System, center.Clock.GetUtcNow(), Samples.Site)
        );

        Assert.Empty(plan.Faults);
        Assert.Equal(["news", "product-news"], plan.Created);
    }

    [Fact]
    public void It_explains_every_field_the_reader_knows()
    {
        var fields = Faults(
                """{ "categories": [{ "key": "a", "unheard": 1 }], "topics": [{ "key": "a", "unheard": 1, "texts": { "en": { "name": "A", "unheard": 1 } } }] }"""
            )
            .SelectMany(fault => FaultWords.English.Reason(fault).Split("known fields: ")[1].Split(", "))
            .ToHashSet();

        Assert.Contains("frequencies", fields);
        Assert.All(
            fields,
            field => Assert.Contains($"`{field}`", Document.Read("topics.md"), StringComparison.Ordinal)
        );
    }

    private static TopicFile? Read(string json)
    {
        var faults = new List<Fault>();
        var file = TopicFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Empty(faults);
        return file;
    }

    private static List<Fault> Faults(string json)
    {
        var faults = new List<Fault>();
        TopicFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        return faults;
    }
}
