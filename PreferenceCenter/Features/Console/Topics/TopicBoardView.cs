using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>The board of topics: all categories in their order, each with its topics.</summary>
internal sealed record TopicBoardView(IReadOnlyList<BoardCategory> Categories)
{
    public IEnumerable<BoardTopic> Topics => Categories.SelectMany(c => c.Topics);
}

/// <summary>A category of the board.</summary>
/// <param name="Missing">Languages of the site in which it has no name.</param>
internal sealed record BoardCategory(CategoryInfo Info, string Name, IReadOnlyList<BoardTopic> Topics, int Missing)
{
    public string Key => Info.Key;
    public long Subscribers => Topics.Sum(t => t.Subscribers);
}

/// <summary>A topic of the board, as its draft has it.</summary>
/// <param name="Number">Null for a topic that was never published.</param>
/// <param name="Order">Its place within the category; null for a draft without one, which stands last.</param>
/// <param name="Missing">Languages of the site in which it has no name.</param>
internal sealed record BoardTopic(
    string Key,
    long? Number,
    string Name,
    string Category,
    int? Order,
    TopicState State,
    bool Private,
    bool HasDraft,
    DateTimeOffset? PublishAt,
    long Subscribers,
    int Missing
);

/// <summary>Where a topic stands on the board: what an order is made of.</summary>
internal sealed record TopicPlace(string Key, string Category);
