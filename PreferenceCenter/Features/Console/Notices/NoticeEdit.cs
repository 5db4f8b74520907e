using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>A notice in the editor.</summary>
/// <param name="Found">What the consent check would say of it, published like this.</param>
/// <param name="Topic">Name of its topic, if it has one.</param>
/// <param name="Number">Number of the version in force; 0 where there is none.</param>
/// <param name="Version">The version in force, such as <c>1.2</c>.</param>
/// <param name="Next">The version that publishing would make; empty where nothing is wrong and nothing differs.</param>
/// <param name="Forms">Keys of the published forms that show it.</param>
/// <param name="IsInNoForm">Whether a topic that people could join by it is offered in no published form.</param>
internal sealed record NoticeEdit(
    CatalogueDraft Draft,
    string? EditedBy,
    bool IsMine,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<LintFault> Found,
    string? Topic,
    int Number,
    string Version,
    string Next,
    TopicAudience Audience,
    IReadOnlyList<string> Forms,
    bool IsInNoForm
) : DraftRead(Draft, EditedBy, IsMine, Faults);

/// <summary>A notice in the list.</summary>
/// <param name="Topic">Name of its topic; null for the site's, tracking and profiling.</param>
/// <param name="Version">The version in force; null where there is none.</param>
/// <param name="Agreed">People whose yes was given to the version in force.</param>
/// <param name="Older">People whose yes was given to an older version, or to words of an import.</param>
/// <param name="Missing">How many languages of the site it lacks.</param>
internal sealed record NoticeLine(
    string Key,
    string? Topic,
    string? Version,
    DateTimeOffset? PublishedAt,
    long Agreed,
    long Older,
    IReadOnlyList<string> Forms,
    int Missing,
    bool HasDraft,
    DateTimeOffset? PublishAt
);

/// <summary>A version of a notice in its history.</summary>
/// <param name="By">Name of the account; null for the program and the command line.</param>
/// <param name="RenewBy">When consent to an older purpose ends; only with another purpose.</param>
/// <param name="Agreed">People whose yes was given to this version and holds.</param>
/// <param name="Entry">Its words, as fields.</param>
internal sealed record NoticeVersion(
    int Number,
    string Name,
    DateTimeOffset At,
    ActorKind ByKind,
    string? By,
    DateTimeOffset? RenewBy,
    long Agreed,
    System.Text.Json.Nodes.JsonObject Entry
);
