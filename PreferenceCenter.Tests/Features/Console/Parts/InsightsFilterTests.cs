using Bunit;
using PreferenceCenter.Features.Console.Insights;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the filter of insights: what is chosen is in the address, and the file is of the same.</summary>
public sealed class InsightsFilterTests : ConsoleParts
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void A_period_keeps_the_topic_and_is_marked()
    {
        var filter = Filter(InsightsQuery.Of(null, null, "28", "news"));
        Assert.Equal(
            ["last=28&topic=news", "last=84&topic=news", "last=365&topic=news"],
            filter.FindAll("nav a").Select(a => a.GetAttribute("href")!.Split('?')[1])
        );
        Assert.Equal(0, filter.FindAll("nav a").Index().Single(a => a.Item.HasAttribute("aria-current")).Index);
        Assert.Equal("news", filter.Find("option[selected]").GetAttribute("value"));
        Assert.Equal("/staff/insights.csv?last=28&topic=news", filter.Find("form a").GetAttribute("href"));
        // A link without it is followed by the circuit first, which leaves the file's address in the bar.
        Assert.True(filter.Find("form a").HasAttribute("download"));
    }

    [Fact]
    public void Days_of_ones_own_mark_no_period_and_the_form_keeps_the_language()
    {
        Visit.Begin(Signed, Signed.Session, new PageContexts(Samples.Site, ["en", "de"]).In("de", asked: true));
        var filter = Filter(InsightsQuery.Of("2026-01-05", "2026-02-05", null, null));
        Assert.Empty(filter.FindAll("[aria-current]"));
        Assert.Equal(
            ["2026-01-05", "2026-02-05"],
            filter.FindAll("input[type=date]").Select(i => i.GetAttribute("value"))
        );
        Assert.Equal("de", filter.Find("[name=language]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("2026-02-05", "2026-01-05", true)]
    [InlineData("2026-11-24", null, true)]
    [InlineData("2026-01-05", "2026-01-05", false)]
    [InlineData(null, "2026-01-05", false)]
    public void Days_that_are_no_period_stay_as_typed_and_are_refused_at_the_field(
        string? from,
        string? to,
        bool refused
    )
    {
        var filter = Filter(InsightsQuery.Of(from, to, null, null));
        var (first, fault) = (filter.Find("[name=from]"), filter.FindAll("[role=alert]"));
        Assert.Equal(refused, fault.Count == 1);
        Assert.Equal(refused ? fault[0].Id : null, first.GetAttribute("aria-describedby"));
        Assert.Equal(!refused, filter.FindAll("a[download]").Count == 1);
        if (refused)
            Assert.Equal((from, to), (first.GetAttribute("value"), filter.Find("[name=to]").GetAttribute("value")));
    }

    private IRenderedComponent<InsightsFilter> Filter(InsightsQuery query) =>
        Render<InsightsFilter>(p =>
            p.Add(f => f.Query, query)
                .Add(f => f.Period, query.IsReversed(Today) ? null : query.Period(Today))
                .Add(f => f.Topics, [new InsightsTopic(1, "news", "News")])
        );
}
