using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Topics of a row, or the reason why it has none.</summary>
internal readonly record struct TopicsRead(IReadOnlyList<TopicInfo> Topics, string? Code = null, string Why = "");

/// <summary>Finds the topics of a row: those it names, or else those given for the whole file.</summary>
internal sealed class RowTopics
{
    private readonly CatalogueSnapshot catalogue;
    private readonly IReadOnlyList<TopicInfo> named;

    private RowTopics(CatalogueSnapshot catalogue, IReadOnlyList<TopicInfo> named) =>
        (this.catalogue, this.named) = (catalogue, named);

    /// <param name="keys">Value of <c>--topics</c>.</param>
    /// <returns>The topics, or the fault of the keys.</returns>
    public static (RowTopics? Topics, string? Fault) For(CatalogueSnapshot catalogue, string? keys)
    {
        var found = Find(catalogue, keys, subscribes: true);
        return found.Code is null ? (new RowTopics(catalogue, found.Topics), null) : (null, $"--topics: {found.Why}.");
    }

    public TopicsRead Read(string? cell, SignedStatus status, bool own)
    {
        var subscribes = status.Status == ImportStatus.Subscribed;
        // If another program says "no e-mail at all", a topic in the same row does not limit that.
        if (!own && !subscribes && !status.OfList)
            return new([]);
        var found = Find(catalogue, cell, subscribes);
        // An unsubscribe without topics means all topics, unless it was about one list.
        if (found.Code is null && found.Topics.Count == 0 && (subscribes || status.OfList))
            found = new(named);
        return subscribes && found.Code is null && found.Topics.Count == 0
            ? new([], "no-topic", "names no topic: subscribed to what? --topics says it for all")
            : found;
    }

    private static TopicsRead Find(CatalogueSnapshot catalogue, string? keys, bool subscribes)
    {
        var topics = new List<TopicInfo>();
        foreach (
            var key in (keys ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            if (!catalogue.ByKey.TryGetValue(key.ToLowerInvariant(), out var topic))
                return new([], "topic", $"{RowReader.Quoted(key)} is no topic here");
            if (subscribes && topic.Topic.State is (TopicState.Closed or TopicState.Archived))
                return new(
                    [],
                    "closed-topic",
                    $"'{topic.Key}' is {WireName.Of(topic.Topic.State)} and takes nobody new"
                );
            if (!topics.Contains(topic))
                topics.Add(topic);
        }
        return new(topics);
    }
}
