using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>A topic in the words of one language.</summary>
/// <param name="Language">The language of the words where it is not the page's, else nothing.</param>
/// <param name="Frequencies">On offer, most mail first; empty where there is nothing to choose.</param>
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
    /// <summary>What a yes is to, exactly as published.</summary>
    public MarkupString Statement { get; init; }

    /// <summary>Number of those words' version.</summary>
    public int Notice { get; init; }
}

public enum TopicNote
{
    None,

    /// <summary>Switched on, and a confirmation mail not yet answered.</summary>
    Waiting,

    /// <summary>Comes, and more often once a confirmation mail is answered.</summary>
    FrequencyWaiting,

    /// <summary>Takes nobody new: one can leave, not come back through this page.</summary>
    Closed,

    /// <summary>Archived, and somebody still on it.</summary>
    Ended,

    /// <summary>The yes was to another purpose: it ends, or has ended, unless it is given anew.</summary>
    NewPurpose,
}

/// <param name="On">How the switch stands; a topic that waits for confirmation stands on, so that it can be taken
/// back.</param>
/// <param name="Frequency">How often it comes, when it does.</param>
/// <param name="Asks">Switching it on here is the yes: what it is to is said beside it.</param>
public readonly record struct TopicStanding(
    bool On,
    Frequency Frequency = Frequency.Off,
    TopicNote Note = TopicNote.None,
    bool Asks = false
);

public readonly record struct TopicChoice(TopicMarkup Row, TopicStanding Standing);

public sealed record CategoryChoices(MarkupString Name, IReadOnlyList<TopicChoice> Topics);
