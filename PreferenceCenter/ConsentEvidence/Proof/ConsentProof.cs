using System.Text.Json;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.ConsentEvidence.Proof;

/// <summary>
/// Everything that proves one person's consents, as a file says it: docs/consent-proof.md explains each member. Members
/// are only ever added.
/// </summary>
internal sealed record ConsentProof
{
    public int Version { get; init; } = 1;
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Who answers for the data now.</summary>
    public required string Controller { get; init; }
    public required ProvenPerson Person { get; init; }
    public required IReadOnlyList<ProvenStanding> Topics { get; init; }
    public required IReadOnlyList<ProvenConsent> Consents { get; init; }
    public required IReadOnlyList<ProvenEvent> Events { get; init; }
    public required IReadOnlyList<ProvenWording> Wordings { get; init; }
    public required IReadOnlyList<ProvenForm> Forms { get; init; }
    public required IReadOnlyList<string> Verify { get; init; }
    public required string PublicKey { get; init; }
    public required JsonElement Receipt { get; init; }
    public required IReadOnlyList<JsonElement> Records { get; init; }
}

internal sealed record ProvenPerson(Guid Id, string Email, string? Name, string Language, DateTimeOffset Since);

/// <param name="Gate"><c>allowed</c>, or why no mail may be sent.</param>
/// <param name="Consent">Number of the grant it rests on.</param>
internal sealed record ProvenStanding(
    string Topic,
    string Name,
    string Gate,
    string Frequency,
    DateTimeOffset? LeftAt,
    long? Consent
);

/// <summary>A grant, and where it is double opt-in both of its declarations.</summary>
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

/// <param name="Seq">Numbers the person's events from 1.</param>
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

    /// <summary>Number of the grant that is restored, or of the stop that ends; of a reason, its topic.</summary>
    public long? Refers { get; init; }

    /// <summary>Of a confirmation: the request it answers.</summary>
    public long? Request { get; init; }
    public string? Wording { get; init; }
    public string? SiteWording { get; init; }

    /// <summary>
    /// True where nothing tells any more in which language it was shown, and the site's first is given.
    /// </summary>
    public bool? LanguageAssumed { get; init; }
    public string? Form { get; init; }
    public required ProvenEvidence Evidence { get; init; }
    public required ProvenPosition Log { get; init; }
}

internal sealed record ProvenActor(string Kind, string Who, Guid? Id, string? Name);

/// <param name="State"><c>kept</c>, <c>erased</c>, <c>missing</c>, <c>altered</c>.</param>
/// <param name="Content">The bytes that are committed to, as text.</param>
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

internal sealed record ProvenPosition(string Origin, long Index, string Leaf);

/// <param name="Id">By which events refer to it.</param>
/// <param name="About">A topic's key, or <c>site</c>.</param>
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

/// <param name="Unticked">Whether the boxes were shown unticked; no form can show a ticked one.</param>
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
