using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// A published version of a wording: a topic's consent statement, or the site's information of GDPR article 13. Never
/// altered.
/// </summary>
internal sealed class NoticeRow
{
    /// <summary>Grows with each version of whatever topic: what events carry.</summary>
    public int Number { get; set; }

    /// <summary>The topic it is about; zero for the site's.</summary>
    public long TopicNumber { get; set; }

    /// <summary>Counts purposes.</summary>
    public int Major { get; set; }

    /// <summary>Counts wordings of one purpose.</summary>
    public int Minor { get; set; }
    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>When a yes to an older purpose ceases to hold; only with a new purpose.</summary>
    public DateTimeOffset? RenewBy { get; set; }
    public ActorKind AuthorKind { get; set; }
    public Guid AuthorId { get; set; }

    /// <summary>Over the hashes of its languages: stands in the log.</summary>
    public required byte[] Hash { get; set; }
    public List<NoticeText> Texts { get; set; } = [];
}

/// <summary>What people see of a version in one language.</summary>
internal sealed class NoticeText
{
    public int NoticeNumber { get; set; }
    public required string Language { get; set; }

    /// <summary>As written: a statement in Markdown, the site's information as JSON.</summary>
    public required string Source { get; set; }

    /// <summary>Exactly what is shown.</summary>
    public required string Html { get; set; }

    /// <summary>SHA-256 of <see cref="Html"/> in UTF-8.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>A version of a sign-up form. Never altered: a change, also to take it off, is the next version.</summary>
internal sealed class FormRow
{
    public required string Key { get; set; }
    public int Version { get; set; }
    public bool Published { get; set; }

    /// <summary>As JSON, the shape of a form's entry in a file.</summary>
    public required string Definition { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public ActorKind AuthorKind { get; set; }
    public Guid AuthorId { get; set; }

    /// <summary>SHA-256 of <see cref="Definition"/> in UTF-8.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>
/// Somebody asked for topics through a form, and the mailbox has not said yes: no consent. One row and one mail,
/// whatever the number of topics.
/// </summary>
internal sealed class OptInRow
{
    /// <summary>Also the stable half of its mail's Message-ID.</summary>
    public Guid Id { get; set; }

    /// <summary>What addresses are compared by; gone once it is settled.</summary>
    public string? AddressKey { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// Address, name, language, topics and what proves the request, as JSON; gone once it is settled.
    /// </summary>
    public byte[]? Content { get; set; }

    /// <summary>When the mailbox answered, and which events came of it: for whoever presses twice.</summary>
    public DateTimeOffset? SettledAt { get; set; }
    public long? SubscriberId { get; set; }
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }
}
