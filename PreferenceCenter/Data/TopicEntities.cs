using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A category of topics.</summary>
internal sealed class CategoryRow
{
    public required string Key { get; set; }
    public int Order { get; set; }
    public List<CategoryText> Texts { get; set; } = [];
}

/// <summary>The name of a category in one language.</summary>
internal sealed class CategoryText
{
    public required string CategoryKey { get; set; }
    public required string Language { get; set; }
    public required string Name { get; set; }
}

/// <summary>A topic.</summary>
internal sealed class TopicRow
{
    /// <summary>Number used in links and events: it never changes and is never reused.</summary>
    public long Number { get; set; }
    public required string Key { get; set; }
    public required string CategoryKey { get; set; }
    public int Order { get; set; }
    public TopicState State { get; set; }
    public bool Private { get; set; }

    /// <summary>One bit for each <see cref="Frequency"/> on offer.</summary>
    public int Frequencies { get; set; }

    /// <summary>Why consent to this topic holds without a confirmation mail; null where it does not.</summary>
    public string? SingleOptIn { get; set; }

    /// <summary>
    /// The kind of own products it is about. Once set it stays, because sales were used as the lawful basis.
    /// </summary>
    public string? ProductFamily { get; set; }
    public List<TopicText> Texts { get; set; } = [];
}

/// <summary>The texts of a topic in one language.</summary>
internal sealed class TopicText
{
    public long TopicNumber { get; set; }
    public required string Language { get; set; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public string HowOften { get; set; } = "";
}
