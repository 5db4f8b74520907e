using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>Categories, topics and their texts as a file says them. What an entry leaves out stays as it is.</summary>
internal sealed record TopicFile(IReadOnlyList<CategoryEntry> Categories, IReadOnlyList<TopicEntry> Topics);

/// <param name="Path">Where the entry stands, for whoever reads a fault.</param>
internal sealed record CategoryEntry(string Path, string Key, int? Order, IReadOnlyDictionary<string, string>? Names);

internal sealed record TopicEntry(string Path, string Key)
{
    public long? Number { get; init; }
    public string? Category { get; init; }
    public int? Order { get; init; }
    public TopicState? State { get; init; }
    public bool? Private { get; init; }
    public IReadOnlyList<Frequency>? Frequencies { get; init; }

    /// <summary>Why a yes holds without a confirmation mail; empty takes that back.</summary>
    public string? SingleOptIn { get; init; }
    public string? ProductFamily { get; init; }
    public IReadOnlyDictionary<string, TopicWords>? Texts { get; init; }
}
