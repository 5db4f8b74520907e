namespace PreferenceCenter.Benchmarks.Product;

/// <summary>How many people a database holds, and how many topics there are to choose from.</summary>
/// <param name="WithEveryTopic">The first so many people take all topics: their page is the fullest there is.</param>
internal sealed record Crowd(int People, int WithEveryTopic)
{
    public const int Topics = 20;

    /// <summary>What everybody else takes: the first five.</summary>
    public const int TopicsEach = 5;

    public long Pairs => (long)WithEveryTopic * Topics + (long)(People - WithEveryTopic) * TopicsEach;
}
