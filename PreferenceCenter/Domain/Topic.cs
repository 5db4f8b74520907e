namespace PreferenceCenter.Domain;

/// <summary>
/// The state of a topic. Draft: not visible. Closed: continues for its subscribers and takes no new ones. Archived:
/// sends no more mail.
/// </summary>
internal enum TopicState : byte
{
    Draft = 0,
    Published = 1,
    Closed = 2,
    Archived = 3,
}

/// <summary>A topic, with what the rules need to know about it; its texts are stored elsewhere.</summary>
/// <param name="Frequencies">The frequencies a subscriber may choose from; empty where the topic offers no
/// choice.</param>
internal sealed record Topic(
    long Number,
    string Key,
    TopicState State,
    bool Private,
    IReadOnlyList<Frequency> Frequencies
)
{
    /// <summary>The notice in force; without one there is nothing to consent to.</summary>
    public TopicNotice? Notice { get; init; }

    /// <summary>
    /// The kind of own products that the topic is about: buyers of such a product may be mailed without consent, on
    /// conditions (ePrivacy Directive article 13(2)). Null where only consent counts.
    /// </summary>
    public string? ProductFamily { get; init; }

    /// <summary>Whether consent holds without a confirmation mail; the reason is on record.</summary>
    public bool SingleOptIn { get; init; }

    /// <summary>
    /// Whether a subscription reveals a special category of personal data (GDPR article 9; CJEU C-21/23): consent to it
    /// is explicit, headers do not name it, and it is in no rule.
    /// </summary>
    public bool Sensitive { get; init; }

    /// <summary>Whether it may be mailed only with a template whose check is sound.</summary>
    public bool CheckedTemplatesOnly { get; init; }

    public bool Mailable => State is TopicState.Published or TopicState.Closed;

    /// <summary>Whether another party may add subscribers who consented under its own notice.</summary>
    public bool Open => State is TopicState.Published;

    /// <summary>Whether the topic collects consents here (GDPR article 7(1), (2)).</summary>
    public bool Collects => Open && Notice is not null;

    /// <summary>
    /// Whether that lawful basis allows mail about this topic: a sale allows only mail about products like the one
    /// sold, and none that tells of a special category of data.
    /// </summary>
    public bool RestsOn(LawfulBasis basis) =>
        basis != LawfulBasis.SoftOptIn || (ProductFamily is not null && !Sensitive);

    /// <summary>Whether the consent was given to a purpose that is no longer the topic's.</summary>
    public bool NeedsRenewal(Choice choice, DateTimeOffset now) =>
        choice.On && Notice is not null && Notice.EndedBy(choice.Grant?.Notice ?? 0, now);

    /// <summary>The frequency of a subscriber who names none: every mail, or the nearest frequency on offer.</summary>
    public Frequency Default => Frequencies.Count == 0 ? Frequency.Every : Frequencies.Max();

    public bool Offers(Frequency frequency) =>
        Frequencies.Count == 0 ? frequency == Frequency.Every : Frequencies.Contains(frequency);
}
