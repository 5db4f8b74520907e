using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// A published version of a notice: the consent statement of a topic, or the site's information under GDPR article 13.
/// Never changed.
/// </summary>
internal sealed class NoticeRow
{
    /// <summary>Number of the version, counted across all topics; events store it.</summary>
    public int Number { get; set; }

    /// <summary>The topic of the notice, or another aspect (tracking, profiling); zero for the site's.</summary>
    public long TopicNumber { get; set; }

    /// <summary>Number of the purpose.</summary>
    public int Major { get; set; }

    /// <summary>Number of the wording of that purpose.</summary>
    public int Minor { get; set; }
    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>When consent to an older purpose ends; only set with a new purpose.</summary>
    public DateTimeOffset? RenewBy { get; set; }
    public ActorKind AuthorKind { get; set; }
    public Guid AuthorId { get; set; }

    /// <summary>Hash over the hashes of its languages; it is in the log.</summary>
    public required byte[] Hash { get; set; }
    public List<NoticeText> Texts { get; set; } = [];
}

/// <summary>The text of a notice version in one language.</summary>
internal sealed class NoticeText
{
    public int NoticeNumber { get; set; }
    public required string Language { get; set; }

    /// <summary>The source: a statement in Markdown, the site's information as JSON.</summary>
    public required string Source { get; set; }

    /// <summary>Exactly the HTML that is shown.</summary>
    public required string Html { get; set; }

    /// <summary>SHA-256 of <see cref="Html"/> in UTF-8.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>
/// A version of a sign-up form. Never changed: every change, including removal, makes the next version.
/// </summary>
internal sealed class FormRow
{
    public required string Key { get; set; }
    public int Version { get; set; }
    public bool Published { get; set; }

    /// <summary>The form as JSON, as in a file's entry for it.</summary>
    public required string Definition { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public ActorKind AuthorKind { get; set; }
    public Guid AuthorId { get; set; }

    /// <summary>SHA-256 of <see cref="Definition"/> in UTF-8.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>
/// A pending sign-up: topics requested through a form and not confirmed by the mailbox yet; no consent. One row and
/// one mail, however many topics.
/// </summary>
[PreparedStatements("a public form writes it, an emailed link settles it")]
internal sealed class OptInRow
{
    /// <summary>The id of the sign-up, also the stable part of its mail's Message-ID.</summary>
    public Guid Id { get; set; }

    /// <summary>The key by which addresses are compared; removed once the sign-up is settled.</summary>
    public string? AddressKey { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// Address, name, language, topics and evidence of the request, as JSON; removed once the sign-up is settled.
    /// </summary>
    public byte[]? Content { get; set; }

    /// <summary>When the mailbox answered, and which events resulted, for an answer that is sent twice.</summary>
    public DateTimeOffset? SettledAt { get; set; }
    public long? SubscriberId { get; set; }
    public long FromSeq { get; set; }
    public long ToSeq { get; set; }
}
