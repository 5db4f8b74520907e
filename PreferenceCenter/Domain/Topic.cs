namespace PreferenceCenter.Domain;

/// <summary>
/// Draft: nobody sees it. Closed: goes on for its subscribers, takes no new ones. Archived: no mail any more.
/// </summary>
internal enum TopicState : byte
{
    Draft = 0,
    Published = 1,
    Closed = 2,
    Archived = 3,
}

/// <summary>A topic as the rules need it; its wording stands elsewhere.</summary>
/// <param name="Frequencies">The ones a person may choose from; empty where the topic offers no choice.</param>
internal sealed record Topic(
    long Number,
    string Key,
    TopicState State,
    bool Private,
    IReadOnlyList<Frequency> Frequencies
)
{
    /// <summary>The consent statement in force: without one there is nothing that anybody could say yes to.</summary>
    public TopicNotice? Notice { get; init; }

    /// <summary>
    /// The kind of own products it is about: whoever bought such a one may be mailed without a yes, on terms (ePrivacy
    /// Directive article 13(2)). Null where only a yes counts.
    /// </summary>
    public string? ProductFamily { get; init; }

    /// <summary>Whether a yes holds without a confirmation mail, for a reason that is on record.</summary>
    public bool SingleOptIn { get; init; }

    public bool Mailable => State is TopicState.Published or TopicState.Closed;

    /// <summary>Whether somebody else may bring in people, who said yes to words of their own.</summary>
    public bool Open => State is TopicState.Published;

    /// <summary>Whether people can say yes here (GDPR article 7(1), (2)).</summary>
    public bool Collects => Open && Notice is not null;

    /// <summary>
    /// Whether that ground carries mail about this topic: a sale carries only mail about products like the one sold.
    /// </summary>
    public bool RestsOn(LawfulBasis basis) => basis != LawfulBasis.SoftOptIn || ProductFamily is not null;

    /// <summary>Whether what this person said yes to has ceased to be what the topic is.</summary>
    public bool NeedsRenewal(Choice choice, DateTimeOffset now) =>
        choice.On && Notice is not null && Notice.EndedBy(choice.Grant?.Notice ?? 0, now);

    /// <summary>
    /// What somebody gets who names no frequency: each mail as it comes, or the nearest to it on offer.
    /// </summary>
    public Frequency Default => Frequencies.Count == 0 ? Frequency.Every : Frequencies.Max();

    public bool Offers(Frequency frequency) =>
        Frequencies.Count == 0 ? frequency == Frequency.Every : Frequencies.Contains(frequency);
}
