using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>Categories, topics and their texts of a file. Fields that an entry leaves out stay unchanged.</summary>
internal sealed record TopicFile(IReadOnlyList<CategoryEntry> Categories, IReadOnlyList<TopicEntry> Topics);

/// <summary>Entry of a category in the file.</summary>
/// <param name="Path">Place of the entry in the file, for fault messages.</param>
internal sealed record CategoryEntry(string Path, string Key, int? Order, IReadOnlyDictionary<string, string>? Names)
{
    /// <summary>
    /// The names that whoever gives these saw before; null for a file. A language that they left as they saw it stays as
    /// it is by now, and one that somebody else has named otherwise meanwhile is a fault.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Seen { get; init; }
}

/// <summary>Entry of a topic in the file.</summary>
internal sealed record TopicEntry(string Path, string Key)
{
    public long? Number { get; init; }
    public string? Category { get; init; }
    public int? Order { get; init; }
    public TopicState? State { get; init; }
    public bool? Private { get; init; }

    /// <summary>Key of the topic that this one is merged into, which archives it for good.</summary>
    public string? MergedInto { get; init; }
    public IReadOnlyList<Frequency>? Frequencies { get; init; }

    /// <summary>
    /// Reason why consent is valid without a confirmation mail (single opt-in); an empty text ends that.
    /// </summary>
    public string? SingleOptIn { get; init; }
    public string? ProductFamily { get; init; }
    public bool? Sensitive { get; init; }
    public bool? CheckedTemplatesOnly { get; init; }

    /// <summary>The topic's own sender; one without an address ends that.</summary>
    public TopicSender? Sender { get; init; }

    /// <summary>Sample issues in Markdown, by language.</summary>
    public IReadOnlyDictionary<string, string>? Samples { get; init; }
    public IReadOnlyDictionary<string, TopicWords>? Texts { get; init; }
}
