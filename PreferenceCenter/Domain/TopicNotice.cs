namespace PreferenceCenter.Domain;

/// <summary>
/// A new purpose of a topic: consent to an older notice was for another purpose and ends at that time.
/// </summary>
/// <param name="Notice">Number of the first version with the new purpose.</param>
internal sealed record NewPurpose(int Notice, DateTimeOffset From);

/// <summary>
/// The notice in force of a topic, of tracking or of profiling, as the rules need it. Numbers grow with each published
/// version, across all notices.
/// </summary>
/// <param name="Purposes">Each new purpose since the first version, oldest first.</param>
internal sealed record TopicNotice(int Number, IReadOnlyList<NewPurpose> Purposes)
{
    /// <summary>Whether consent to that version was for another purpose than the present one.</summary>
    public bool IsNewTo(int notice) => Purposes.Count > 0 && notice < Purposes[^1].Notice;

    /// <summary>Whether consent to that version has ended (GDPR article 6(1)(a), per purpose).</summary>
    public bool EndedBy(int notice, DateTimeOffset now) => Purposes.Any(p => notice < p.Notice && p.From <= now);

    /// <summary>When consent to that version ends, if it does.</summary>
    public DateTimeOffset? EndOf(int notice) =>
        Purposes.Where(p => notice < p.Notice).Select(p => (DateTimeOffset?)p.From).Min();
}
