using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that the files shown in docs/notices.md and docs/forms.md are valid and that every field and rule is
/// explained.
/// </summary>
public sealed class WordingDocumentTests
{
    private const string Topics =
        """{"categories":[{"key":"all","texts":{"en":{"name":"All"}}}],"topics":[{"key":"product-news","category":"all","state":"published","frequencies":["every","weekly"],"texts":{"en":{"name":"Product news","description":"What is new."}}}]}""";

    [Fact]
    public async Task What_they_show_is_published_and_sound()
    {
        await using var center = await WebCenter.StartAsync(["Site:Languages=en"], WebCenter.WithoutCircuits);
        await center.ApplyTopicsAsync(Topics);
        Assert.Equal(
            ["site 1.1", "product-news 1.0", "tracking 1.1", "profiling 1.1"],
            (await center.ApplyNoticesAsync(Assert.Single(Document.Examples("notices.md", "json")))).Published
        );
        Assert.Equal(
            ["newsletter 1 published"],
            (await center.ApplyFormsAsync(Assert.Single(Document.Examples("forms.md", "json")))).Changed
        );
        Assert.Equal(200, (await center.Browser.GetAsync("/subscribe/newsletter")).Status);
    }

    [Fact]
    public void They_explain_every_field_and_every_rule()
    {
        var faults = new List<Fault>();
        NoticeFileReader.Read(
            Encoding.UTF8.GetBytes(
                """{ "x": 1, "site": { "x": 1, "controllers": [{ "x": 1 }], "texts": { "en": { "x": 1 } } }, "topics": [{ "x": 1, "texts": { "en": { "x": 1 } } }] }"""
            ),
            faults
        );
        var notices = Known(faults);
        Assert.Contains("renewBy", notices);
        Assert.All(notices, field => Assert.Contains(field, Document.Read("notices.md"), StringComparison.Ordinal));
        faults.Clear();
        FormFileReader.Read(
            Encoding.UTF8.GetBytes(
                """{ "x": 1, "forms": [{ "x": 1, "terms": { "x": 1, "texts": { "en": { "x": 1 } } }, "texts": { "en": { "x": 1 } } }] }"""
            ),
            faults
        );
        Assert.All(Known(faults), field => Assert.Contains(field, Document.Read("forms.md"), StringComparison.Ordinal));
        Assert.All(
            WireName.All<ConsentRule>(),
            rule => Assert.Contains($"`{rule}`", Document.Read("forms.md"), StringComparison.Ordinal)
        );
        Assert.All(
            Enum.GetValues<Frequency>().Where(f => f != Frequency.Off),
            f => Assert.Contains(WireName.Of(f), Document.Read("forms.md"), StringComparison.Ordinal)
        );
    }

    private static HashSet<string> Known(IEnumerable<Fault> faults) =>
        [
            .. faults
                .Select(FaultWords.English.Reason)
                .Where(reason => reason.Contains("known fields: ", StringComparison.Ordinal))
                .SelectMany(reason => reason.Split("known fields: ")[1].Split(", ")),
        ];
}
