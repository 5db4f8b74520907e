using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Insights;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>How a form stands.</summary>
internal enum FormStanding
{
    /// <summary>It was never published.</summary>
    Draft,

    Published,

    /// <summary>It is published and not shown, because of a fault that came since: a topic was closed, for example.</summary>
    Hidden,

    /// <summary>It was published and is not any more.</summary>
    Archived,
}

/// <summary>A form in the editor.</summary>
/// <param name="Version">Number of the last version; 0 where there is none.</param>
/// <param name="Topics">The topics that can be offered, with their names.</param>
/// <param name="Snippet">What one puts on another site; null where the form is not shown.</param>
/// <param name="Rate">What was sent and confirmed in the last twelve weeks; null for whom insights are not, and of a new form.</param>
internal sealed record FormEdit(
    CatalogueDraft Draft,
    string? EditedBy,
    bool IsMine,
    IReadOnlyList<Fault> Faults,
    FormStanding Standing,
    int Version,
    IReadOnlyList<OfferedTopic> Topics,
    FormSnippet? Snippet,
    FormRate? Rate
) : DraftRead(Draft, EditedBy, IsMine, Faults);

/// <summary>A topic that a form can offer.</summary>
/// <param name="Asks">Whether a consent statement is published for it, without which a form cannot offer it.</param>
internal sealed record OfferedTopic(string Key, string Name, bool Asks);

/// <summary>A form in the list.</summary>
/// <param name="Rate">What the period had; null for whom insights are not.</param>
/// <param name="Missing">How many languages of the site it is not shown in.</param>
internal sealed record FormLine(
    string Key,
    string Title,
    FormStanding Standing,
    IReadOnlyList<string> Topics,
    int Missing,
    FormRate? Rate,
    bool HasDraft,
    DateTimeOffset? PublishAt
);

/// <summary>A version of a form in its history.</summary>
/// <param name="By">Name of the account; null for the program and the command line.</param>
/// <param name="Changes">What differs from the version before.</param>
internal sealed record FormVersion(
    int Number,
    DateTimeOffset At,
    ActorKind ByKind,
    string? By,
    IReadOnlyList<DraftField> Changes,
    JsonObject Entry
);
