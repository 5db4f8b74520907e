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

    /// <summary>Whether a subscription tells of health, religion, politics, sex or union membership (GDPR article 9).</summary>
    public bool Sensitive { get; set; }

    /// <summary>Whether it may be mailed only with a template whose check is sound.</summary>
    public bool CheckedTemplatesOnly { get; set; }

    /// <summary>Key of the topic that it was merged into; null where it was not. Once set it stays.</summary>
    public string? MergedInto { get; set; }

    /// <summary>Name and address that its mailings come from; null where they are the site's.</summary>
    public string? SenderName { get; set; }
    public string? SenderAddress { get; set; }
    public List<TopicText> Texts { get; set; } = [];
}

/// <summary>
/// A topic as it was published: what the log tells of it, kept where the console finds it without reading the log.
/// </summary>
internal sealed class TopicVersionRow
{
    public long TopicNumber { get; set; }

    /// <summary>Counts the topic's versions from 1.</summary>
    public int Version { get; set; }
    public DateTimeOffset At { get; set; }
    public ActorKind AuthorKind { get; set; }
    public Guid AuthorId { get; set; }

    /// <summary>The topic as JSON, as in a file's entry for it.</summary>
    public required string Definition { get; set; }
}

/// <summary>A setting of the site that staff have made, in place of the one of the settings file.</summary>
internal sealed class SettingRow
{
    /// <summary>The key of the row that keeps what the last change replaced.</summary>
    public const string Former = "former";

    /// <summary>The key of the row that says who made the last change, and when.</summary>
    public const string Author = "author";

    /// <summary>Its field in a file of settings, for example <c>color</c>.</summary>
    public required string Key { get; set; }
    public required string Value { get; set; }
}

/// <summary>What a draft is of.</summary>
internal enum DraftKind
{
    Topic = 1,
    Category = 2,
    Notice = 3,
    Form = 4,

    /// <summary>A translated file of texts, by its language.</summary>
    Translation = 5,
}

/// <summary>Changes of the catalogue that staff have made and not published. Everybody edits the same draft.</summary>
internal sealed class CatalogueDraftRow
{
    public DraftKind Kind { get; set; }

    /// <summary>The key of what it changes, or of what it will be.</summary>
    public required string Key { get; set; }

    /// <summary>The changed fields of its entry in a file, by their path, as JSON.</summary>
    public required string Fields { get; set; }

    /// <summary>Another one after each edit, so that nobody publishes what they have not seen.</summary>
    public Guid Version { get; set; }
    public Guid EditedBy { get; set; }

    /// <summary>When it was edited last: later than any edit before.</summary>
    public DateTimeOffset EditedAt { get; set; }

    /// <summary>When it is published by itself; null where somebody does it.</summary>
    public DateTimeOffset? PublishAt { get; set; }

    /// <summary>
    /// Who set that time: in their name it is published. Null where a program of the version before set it, which did not
    /// note it.
    /// </summary>
    public Guid? ScheduledBy { get; set; }

    /// <summary>Why it was not published at the time set, as JSON; null where it was, or where somebody edited it since.</summary>
    public string? Missed { get; set; }
}

/// <summary>The texts of a topic in one language.</summary>
internal sealed class TopicText
{
    public long TopicNumber { get; set; }
    public required string Language { get; set; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public string HowOften { get; set; } = "";

    /// <summary>A sample issue in Markdown; null where there is none.</summary>
    public string? Sample { get; set; }
}
