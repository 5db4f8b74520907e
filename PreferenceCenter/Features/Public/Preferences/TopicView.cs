using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Texts of a topic in one language.</summary>
/// <param name="Language">Language of the texts if it is not the page's; otherwise null.</param>
/// <param name="Frequencies">Frequencies on offer, most mail first; empty if there is no choice.</param>
internal sealed record TopicContent(
    long Number,
    string Key,
    MarkupString Name,
    MarkupString Description,
    MarkupString HowOften,
    IReadOnlyList<Frequency> Frequencies,
    string? Language = null
)
{
    /// <summary>Consent statement, exactly as published.</summary>
    public MarkupString Statement { get; init; }

    /// <summary>Version number of the consent statement.</summary>
    public int Notice { get; init; }

    /// <summary>Where its sample issue is shown; null where nobody sees one.</summary>
    public string? Sample { get; init; }
}

/// <summary>Note that the row of a topic shows about its state.</summary>
public enum TopicNote
{
    None,

    /// <summary>Switched on; the confirmation mail is not yet answered.</summary>
    Waiting,

    /// <summary>Subscribed; the higher frequency waits for the answer to a confirmation mail.</summary>
    FrequencyWaiting,

    /// <summary>Takes no new subscribers: a subscriber can leave, but not come back through this page.</summary>
    Closed,

    /// <summary>Archived, but the subscriber is still on it.</summary>
    Ended,

    /// <summary>Consent was given to another purpose. It ends, or has ended, unless it is given again.</summary>
    NewPurpose,
}

/// <summary>State of a topic as its row shows it.</summary>
/// <param name="On">
/// Position of the switch. A topic that waits for confirmation can be taken back, so its switch is not off; the page shows it as a state of its
/// own.
/// </param>
/// <param name="Frequency">How often the topic comes, if it does.</param>
/// <param name="Asks">
/// Switching on gives consent on this page, so the consent statement is shown beside the switch.
/// </param>
public readonly record struct TopicChoiceStatus(
    bool On,
    Frequency Frequency = Frequency.Off,
    TopicNote Note = TopicNote.None,
    bool Asks = false
);

/// <summary>Row of a topic together with its state.</summary>
public readonly record struct TopicChoice(TopicMarkup Row, TopicChoiceStatus Standing);

/// <summary>A category with the rows of its topics.</summary>
public sealed record CategoryChoices(MarkupString Name, IReadOnlyList<TopicChoice> Topics);
