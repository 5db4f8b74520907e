using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

internal sealed class CategoryRow
{
    public required string Key { get; set; }
    public int Order { get; set; }
    public List<CategoryText> Texts { get; set; } = [];
}

internal sealed class CategoryText
{
    public required string CategoryKey { get; set; }
    public required string Language { get; set; }
    public required string Name { get; set; }
}

internal sealed class TopicRow
{
    /// <summary>Stands in links and events: never changes, never returns.</summary>
    public long Number { get; set; }
    public required string Key { get; set; }
    public required string CategoryKey { get; set; }
    public int Order { get; set; }
    public TopicState State { get; set; }
    public bool Private { get; set; }

    /// <summary>A bit a <see cref="Frequency"/> on offer.</summary>
    public int Frequencies { get; set; }

    /// <summary>Why a yes to this topic holds without a confirmation mail; null where it does not.</summary>
    public string? SingleOptIn { get; set; }

    /// <summary>Which own products it is about; once set it stays, as sales were taken as ground for it.</summary>
    public string? ProductFamily { get; set; }
    public List<TopicText> Texts { get; set; } = [];
}

internal sealed class TopicText
{
    public long TopicNumber { get; set; }
    public required string Language { get; set; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public string HowOften { get; set; } = "";
}
