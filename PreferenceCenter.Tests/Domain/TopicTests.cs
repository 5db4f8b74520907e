using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests which frequencies a topic offers.</summary>
public sealed class TopicTests
{
    private static Topic Offering(params Frequency[] frequencies) =>
        new(1, "news", TopicState.Published, false, frequencies);

    [Fact]
    public void A_topic_without_a_choice_comes_as_it_comes()
    {
        Assert.Equal(Frequency.Every, Offering().Default);
        Assert.True(Offering().Offers(Frequency.Every));
        Assert.False(Offering().Offers(Frequency.Weekly));
    }

    [Fact]
    public void A_topic_with_a_choice_offers_that_and_the_most_of_it_first()
    {
        var topic = Offering(Frequency.Monthly, Frequency.Weekly);
        Assert.Equal(Frequency.Weekly, topic.Default);
        Assert.True(topic.Offers(Frequency.Monthly));
        Assert.False(topic.Offers(Frequency.Every));
        Assert.False(topic.Offers(Frequency.Off));
    }

    [Theory]
    [InlineData(TopicState.Draft, false, false)]
    [InlineData(TopicState.Published, true, true)]
    [InlineData(TopicState.Closed, true, false)]
    [InlineData(TopicState.Archived, false, false)]
    internal void A_closed_topic_goes_on_for_those_who_have_it(TopicState state, bool mailable, bool open)
    {
        var topic = SubscriberSimulation.Topic(1, state);
        Assert.Equal((mailable, open), (topic.Mailable, topic.Open));
    }
}
