using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Topics of a row, or the reason why it has none, with its code in reports.</summary>
/// <param name="Unknown">Of an opt-out, what it names that is no topic here.</param>
internal readonly record struct TopicsRead(
    IReadOnlyList<TopicInfo> Topics,
    string? Code = null,
    Fault? Why = null,
    Fault? Unknown = null
);

/// <summary>Finds the topics of a row: those it names, or else those given for the whole file.</summary>
internal sealed class RowTopics
{
    private static readonly string Column = ImportColumns.Names[(int)ImportColumn.Topics];
    private readonly CatalogueSnapshot catalogue;
    private readonly IReadOnlyList<TopicInfo> named;

    private RowTopics(CatalogueSnapshot catalogue, IReadOnlyList<TopicInfo> named) =>
        (this.catalogue, this.named) = (catalogue, named);

    /// <param name="keys">Value of <c>--topics</c>.</param>
    /// <returns>The topics, or the fault of the keys.</returns>
    public static (RowTopics? Topics, Fault? Fault) For(CatalogueSnapshot catalogue, string? keys)
    {
        var found = Find(catalogue, keys, subscribes: true);
        return found.Code is null ? (new RowTopics(catalogue, found.Topics), null) : (null, found.Why);
    }

    public TopicsRead Read(string? cell, SignedStatus status, bool own)
    {
        var subscribes = !status.Status.IsOptOut();
        // If another program says "no e-mail at all", a topic in the same row does not limit that.
        if (!own && !subscribes && !status.OfList)
            return new([]);
        var found = subscribes ? Find(catalogue, cell, subscribes) : FindLeft(cell);
        // An unsubscribe without topics means all topics, unless it was about one list.
        if (found.Code is null && found.Topics.Count == 0 && (subscribes || status.OfList))
            found = found with { Topics = named };
        return subscribes && found.Code is null && found.Topics.Count == 0
            ? new([], "no-topic", new(Column, FaultCode.RowWithoutTopic))
            : found;
    }

    // An opt-out leaves the topics that are known, whatever stands beside them.
    private TopicsRead FindLeft(string? cell)
    {
        var keys = KeysIn(cell).ToLookup(key => catalogue.ByKey.ContainsKey(key.ToLowerInvariant()));
        return new([.. keys[true].Select(key => catalogue.ByKey[key.ToLowerInvariant()]).Distinct()])
        {
            Unknown = keys[false].Any() ? Unknown(string.Join("; ", keys[false])) : null,
        };
    }

    private static string[] KeysIn(string? cell) =>
        (cell ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static TopicsRead Find(CatalogueSnapshot catalogue, string? keys, bool subscribes)
    {
        var topics = new List<TopicInfo>();
        foreach (var key in KeysIn(keys))
        {
            if (!catalogue.ByKey.TryGetValue(key.ToLowerInvariant(), out var topic))
                return new([], "topic", Unknown(key));
            if (subscribes && topic.Topic.State is (TopicState.Closed or TopicState.Archived))
                return new(
                    [],
                    "closed-topic",
                    new(Column, FaultCode.TopicTakesNobody, topic.Key, WireName.Of(topic.Topic.State))
                );
            if (!topics.Contains(topic))
                topics.Add(topic);
        }
        return new(topics);
    }

    private static Fault Unknown(string key) =>
        RowReader.Quoted(key) is { } quoted
            ? new(Column, FaultCode.NoTopicHere, quoted)
            : new(Column, FaultCode.CellNoTopicHere);
}
