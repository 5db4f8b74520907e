namespace PreferenceCenter.Domain;

/// <summary>Draft: nobody sees it. Closed: goes on for its subscribers, takes no new ones. Archived: no mail any more.</summary>
internal enum TopicState : byte { Draft = 0, Published = 1, Closed = 2, Archived = 3 }

/// <summary>A topic as the rules need it; its wording stands elsewhere.</summary>
/// <param name="Frequencies">The ones a person may choose from; empty where the topic offers no choice.</param>
internal sealed record Topic(long Number, string Key, TopicState State, bool Private, IReadOnlyList<Frequency> Frequencies)
{
    public bool Mailable => State is TopicState.Published or TopicState.Closed;
    public bool Open => State is TopicState.Published;

    /// <summary>What somebody gets who names no frequency: each mail as it comes, or the nearest to it on offer.</summary>
    public Frequency Default => Frequencies.Count == 0 ? Frequency.Every : Frequencies.Max();

    public bool Offers(Frequency frequency) =>
        Frequencies.Count == 0 ? frequency == Frequency.Every : Frequencies.Contains(frequency);
}
