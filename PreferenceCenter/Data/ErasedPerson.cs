namespace PreferenceCenter.Data;

/// <summary>A mail that was made for somebody: what its pickup file is called by.</summary>
internal readonly record struct MadeFor(Guid MessageId, DateTimeOffset CreatedAt);

/// <summary>Somebody whose every row goes, at the end of a group of changes.</summary>
/// <param name="Suppression">The one thing that stays, if it is kept (ERA-03).</param>
internal sealed record ErasedPerson(SubscriberSnapshot Owner, SuppressionRow? Suppression, ErasureRow Row)
{
    /// <summary>What is kept to stand up in court, where that is asked for.</summary>
    public ProofStub? Proof { get; init; }
    public long Id => Owner.Subscriber.Id;
    public string AddressKey => Owner.Subscriber.AddressKey;
}
