using AngleSharp.Html.Parser;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Preferences;

/// <summary>Tests the row of one topic on the preferences page.</summary>
public sealed class TopicRowTests
{
    [Fact]
    public void What_an_operator_typed_is_text_and_nothing_else()
    {
        var row = Row("en", "<script>x</script>", "a\"b' onmouseover=x", "<img src=x>");
        var page = new HtmlParser().ParseDocument(row.For(new(true, Frequency.Weekly)).Value);
        Assert.Empty(page.QuerySelectorAll("script, img, [onmouseover]"));
        Assert.Contains("<script>x</script>", page.QuerySelector("label")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_standing_is_written_once()
    {
        var row = Row("en", "News", "All of it.", "Daily");
        Assert.Same(row.For(new(true, Frequency.Weekly)).Value, row.For(new(true, Frequency.Weekly)).Value);
        Assert.NotEqual(row.For(new(true, Frequency.Weekly)).Value, row.For(new(true, Frequency.Daily)).Value);
        Assert.NotEqual(row.For(new(true, Frequency.Weekly)).Value, row.For(default).Value);
    }

    [Theory]
    [InlineData("ar", "Local news", true)]
    [InlineData("ar", "أخبار", false)]
    [InlineData("en", "أخبار", true)]
    [InlineData("en", "News", false)]
    public void Words_that_run_the_other_way_are_isolated(string language, string name, bool isolated)
    {
        var label = new HtmlParser()
            .ParseDocument(Row(language, name, name, name).For(default).Value)
            .QuerySelector("label")!;
        Assert.Equal(isolated, label.QuerySelector("bdi") is not null);
    }

    [Fact]
    public void Words_in_another_language_say_so()
    {
        var row = new TopicMarkup(
            new(7, "news", new("Nachrichten"), new("Alles."), new("Täglich"), [], "de"),
            new("fr")
        );
        Assert.Equal(
            "de",
            new HtmlParser().ParseDocument(row.For(default).Value).QuerySelector("li")!.GetAttribute("lang")
        );
    }

    private static TopicMarkup Row(string language, string name, string description, string howOften) =>
        new(
            new(
                7,
                "news",
                Markup.Of(name),
                Markup.Of(description),
                Markup.Of(howOften),
                [Frequency.Daily, Frequency.Weekly]
            ),
            new PageLanguage(language)
        );
}
