using System.Text.Json;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.ConsentEvidence.Proof;

/// <summary>
/// Consent proof of one subscriber, in its file format. docs/consent-proof.md explains each member. Members may be
/// added, never removed or renamed.
/// </summary>
internal sealed record ConsentProof
{
    public int Version { get; init; } = 1;
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The current controller.</summary>
    public required string Controller { get; init; }
    public required ProvenPerson Person { get; init; }
    public required IReadOnlyList<ProvenStatus> Topics { get; init; }
    public required IReadOnlyList<ProvenConsent> Consents { get; init; }
    public required IReadOnlyList<ProvenEvent> Events { get; init; }
    public required IReadOnlyList<ProvenWording> Wordings { get; init; }
    public required IReadOnlyList<ProvenForm> Forms { get; init; }
    public required IReadOnlyList<string> Verify { get; init; }
    public required string PublicKey { get; init; }
    public required JsonElement Receipt { get; init; }
    public required IReadOnlyList<JsonElement> Records { get; init; }
}

/// <summary>The subscriber of a proof.</summary>
internal sealed record ProvenPerson(Guid Id, string Email, string? Name, string Language, DateTimeOffset Since);

/// <summary>Current state of one topic.</summary>
/// <param name="Gate"><c>allowed</c>, or the reason why no e-mail may be sent.</param>
/// <param name="Consent">Number of the grant event that permits it.</param>
internal sealed record ProvenStatus(
    string Topic,
    string Name,
    string Gate,
    string Frequency,
    DateTimeOffset? LeftAt,
    long? Consent
);

/// <summary>A grant; for double opt-in, with both of its declarations.</summary>
/// <param name="Event">Number of the event that is the grant.</param>
/// <param name="EndedBy">Number of the event that ended it.</param>
internal sealed record ProvenConsent(
    string Topic,
    long Event,
    string Kind,
    DateTimeOffset At,
    string? Basis,
    string? Controller,
    string? Wording,
    long? Request,
    long? Confirmation,
    long? EndedBy
);

/// <summary>An event of the subscriber.</summary>
/// <param name="Seq">Number of the event among the subscriber's events, from 1.</param>
internal sealed record ProvenEvent(
    long Seq,
    DateTimeOffset At,
    string Kind,
    string What,
    string About,
    string Name,
    string Value,
    string Before
)
{
    public required string Channel { get; init; }
    public required string Through { get; init; }
    public required ProvenActor Actor { get; init; }
    public string? Basis { get; init; }
    public string? Controller { get; init; }

    /// <summary>Number of the grant that is restored, or of the stop that ends; for a reason, its topic.</summary>
    public long? Refers { get; init; }

    /// <summary>For a confirmation: the request that it answers.</summary>
    public long? Request { get; init; }
    public string? Wording { get; init; }
    public string? SiteWording { get; init; }

    /// <summary>
    /// True if the language that was shown is no longer known, and the site's default language is given instead.
    /// </summary>
    public bool? LanguageAssumed { get; init; }

    /// <summary>True for a request for consent where no wording was shown: the page for the confirmation shows it.</summary>
    public bool? AskedWithoutWording { get; init; }
    public string? Form { get; init; }
    public required ProvenEvidence Evidence { get; init; }
    public required ProvenPosition Log { get; init; }
}

/// <summary>The actor of an event.</summary>
internal sealed record ProvenActor(string Kind, string Who, Guid? Id, string? Name);

/// <summary>The evidence of an event.</summary>
/// <param name="State"><c>kept</c>, <c>erased</c>, <c>missing</c>, <c>altered</c>.</param>
/// <param name="Content">The bytes covered by the commitment, as text.</param>
internal sealed record ProvenEvidence(
    string State,
    string Says,
    long? ErasedBy,
    DateTimeOffset? ErasedAt,
    Evidence? Facts,
    string? Salt,
    int? Index,
    string? Content
);

/// <summary>Position of an event in the log.</summary>
internal sealed record ProvenPosition(string Origin, long Index, string Leaf);

/// <summary>A notice that events refer to.</summary>
/// <param name="Id">Id by which events refer to the notice.</param>
/// <param name="About">Key of the topic, or <c>site</c>.</param>
internal sealed record ProvenWording(
    string Id,
    string About,
    int Notice,
    string Version,
    DateTimeOffset PublishedAt,
    string VersionHash,
    string Language,
    string Sha256,
    bool Intact,
    string Html
);

/// <summary>A form version that events refer to.</summary>
/// <param name="Unticked">Whether the checkboxes were shown unticked; a form cannot show a ticked one.</param>
internal sealed record ProvenForm(
    string Id,
    string Key,
    int Version,
    DateTimeOffset PublishedAt,
    string Hash,
    IReadOnlyList<string> Topics,
    IReadOnlyDictionary<string, string> Titles,
    string? Terms,
    bool Unticked
);
