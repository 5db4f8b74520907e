using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>A topic in the editor: its draft, what would be wrong with it, and whom it is about.</summary>
/// <param name="Number">Null for one that was never published.</param>
/// <param name="State">As published.</param>
/// <param name="EditedBy">Who edited the draft last, by name; null where nobody did.</param>
/// <param name="Asks">Whether a consent statement is published for it: without one nobody can join.</param>
/// <param name="Forms">Keys of the published forms that offer it: without it, or with it closed, they answer 404.</param>
/// <param name="NotExplicit">Languages in which its consent statement names no sensitive matter.</param>
/// <param name="Sender">Whose mailings have the same sender address.</param>
internal sealed record TopicEdit(
    CatalogueDraft Draft,
    long? Number,
    TopicState State,
    int Version,
    string? EditedBy,
    bool IsMine,
    TopicAudience Audience,
    bool Asks,
    IReadOnlyList<string> Forms,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<CategoryInfo> Categories,
    IReadOnlyList<string> NotExplicit,
    SharedSender Sender
) : DraftRead(Draft, EditedBy, IsMine, Faults)
{
    /// <summary>Key of the topic that this one was merged into, for good.</summary>
    public string? MergedInto => Draft.Published?["mergedInto"]?.GetValue<string>();
}

/// <summary>A version of a topic in its history.</summary>
/// <param name="By">Name of the account; null for the program and the command line, which <see cref="ByKind"/> tells.</param>
/// <param name="Changes">What differs from the version before.</param>
/// <param name="MayReturn">Whether it may be published again: not what a merged topic said before its merge.</param>
internal sealed record TopicVersion(
    int Number,
    DateTimeOffset At,
    ActorKind ByKind,
    string? By,
    IReadOnlyList<DraftField> Changes,
    bool MayReturn
);
