using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A mail made for a subscriber, with the values that name its pickup file.</summary>
internal readonly record struct MadeFor(Guid MessageId, DateTimeOffset CreatedAt);

/// <summary>A subscriber to be erased at the end of a group of changes, with every row about them.</summary>
/// <param name="Suppression">The only entry that stays, if it is kept (ERA-03).</param>
internal sealed record ErasedPerson(SubscriberSnapshot Owner, SuppressionRow? Suppression, ErasureRow Row)
{
    /// <summary>The keyed hash of the public id, which the journals of all nodes keep.</summary>
    public required byte[] IdHash { get; init; }

    /// <summary>The stub kept for legal claims, where that is configured.</summary>
    public ProofStub? Proof { get; init; }

    /// <summary>
    /// Hashes of the stubs of earlier erasures that go: whoever came back and asks to be erased leaves none, unless one
    /// is kept now too.
    /// </summary>
    public IReadOnlyList<byte[]> EarlierProofs { get; init; } = [];

    /// <summary>Whether recipients of the data are told (GDPR article 19).</summary>
    public bool Tells { get; init; } = true;

    /// <summary>Keys of other addresses of the mailbox, under which a sign-up waits that goes too.</summary>
    public IReadOnlyList<string> WaitingKeys { get; init; } = [];

    /// <summary>The calendar of the days that are kept of moments.</summary>
    public SiteCalendar Calendar { get; init; } = SiteCalendar.Utc;

    /// <summary>Keys of the rate limits that count for the address; they go too.</summary>
    public IReadOnlyList<byte[]> LimitKeys { get; init; } = [];
    public long Id => Owner.Subscriber.Id;
    public string AddressKey => Owner.Subscriber.AddressKey;
}
