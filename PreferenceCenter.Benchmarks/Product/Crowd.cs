namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Size of a database: the number of subscribers, and how many of them have every topic.</summary>
/// <param name="WithEveryTopic">The first so many subscribers have every topic: their page is the longest.</param>
internal sealed record Crowd(int People, int WithEveryTopic)
{
    public const int Topics = 20;

    /// <summary>Number of topics of all other subscribers: the first five.</summary>
    public const int TopicsEach = 5;

    public long Pairs => (long)WithEveryTopic * Topics + (long)(People - WithEveryTopic) * TopicsEach;
}
