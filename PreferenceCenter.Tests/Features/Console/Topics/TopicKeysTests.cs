using PreferenceCenter.Features.Console.Drafts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>Tests the keys that are proposed for names.</summary>
public sealed class TopicKeysTests
{
    [Theory]
    [InlineData("Product news", "product-news")]
    [InlineData("  News & more!  ", "news-more")]
    [InlineData("Größe und Straße", "grosse-und-strasse")]
    [InlineData("Événements à venir", "evenements-a-venir")]
    [InlineData("Новости недели", "novosti-nedeli")]
    [InlineData("أخبار", "")]
    public void A_name_proposes_its_key(string name, string key) => Assert.Equal(key, TopicKeys.Of(name));

    [Fact]
    public void A_proposed_key_is_well_formed_however_long_the_name_is()
    {
        var key = TopicKeys.Of(string.Concat(Enumerable.Repeat("word ", 40)));
        Assert.True(TopicKeys.IsWellFormed(key));
        Assert.False(TopicKeys.IsWellFormed(key + new string('x', 10)));
        Assert.False(TopicKeys.IsWellFormed("News"));
    }
}
