namespace PreferenceCenter.Domain;

/// <summary>
/// A new purpose: a yes to an older wording was to something else, and no longer holds from that time on.
/// </summary>
/// <param name="Notice">Number of the first version with the new purpose.</param>
internal sealed record NewPurpose(int Notice, DateTimeOffset From);

/// <summary>
/// The wording in force of a topic, as the rules need it. Numbers grow with each version published, of whatever topic.
/// </summary>
/// <param name="Purposes">Each new purpose since the first version, oldest first.</param>
internal sealed record TopicNotice(int Number, IReadOnlyList<NewPurpose> Purposes)
{
    /// <summary>Whether a yes to that version was to another purpose than the present one.</summary>
    public bool IsNewTo(int notice) => Purposes.Count > 0 && notice < Purposes[^1].Notice;

    /// <summary>GDPR article 6(1)(a), purpose by purpose: whether a yes to that version has ceased to hold.</summary>
    public bool EndedBy(int notice, DateTimeOffset now) => Purposes.Any(p => notice < p.Notice && p.From <= now);

    /// <summary>When a yes to that version ceases to hold, if it does.</summary>
    public DateTimeOffset? EndOf(int notice) =>
        Purposes.Where(p => notice < p.Notice).Select(p => (DateTimeOffset?)p.From).Min();
}
