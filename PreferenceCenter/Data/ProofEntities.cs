using Microsoft.EntityFrameworkCore;

namespace PreferenceCenter.Data;

/// <summary>
/// A stub about an erased subscriber, kept where <c>Privacy:KeepProof</c> is set: it tells which events of the log
/// were theirs. Only a person with the address and the key can find it, until it expires (GDPR article 17(3)(e)). It
/// contains no address, no evidence and no IP address.
/// </summary>
internal sealed class ProofStub
{
    public Guid Id { get; set; }
    public required byte[] KeyedHash { get; set; }
    public int KeyId { get; set; }
    public Guid LedgerId { get; set; }

    /// <summary>Position of the subscriber's last event: from there the log leads back to all of them.</summary>
    public int Slot { get; set; }
    public long Position { get; set; }
    public DateTimeOffset ErasedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>
/// A request to read the stub of an erased subscriber, with the agreement of a second person. It is deleted after
/// thirty days; the log keeps the fact for good, without identifying the subscriber.
/// </summary>
internal sealed class ProofReading
{
    public Guid Id { get; set; }

    /// <summary>Hashes of the address, under each key of that time, concatenated.</summary>
    public required byte[] KeyedHash { get; set; }

    /// <summary>The actors who asked and agreed, by the ids used in events.</summary>
    public Guid AskedBy { get; set; }
    public DateTimeOffset AskedAt { get; set; }
    public required string Reason { get; set; }
    public Guid? AgreedBy { get; set; }
    public DateTimeOffset? AgreedAt { get; set; }

    /// <summary>The reason of a person who decided alone because no second person was available.</summary>
    public string? AloneReason { get; set; }
}

/// <summary>The model of proof stubs and their readings.</summary>
internal static class ProofModel
{
    public static void AddProofs(this ModelBuilder model)
    {
        model.Entity<ProofStub>(e =>
        {
            e.ToTable("ProofStubs");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.HasIndex(s => s.KeyedHash);
            e.HasIndex(s => s.KeyId);
            e.HasIndex(s => s.ExpiresAt);
        });
        model.Entity<ProofReading>(e =>
        {
            e.ToTable("ProofReadings");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.AskedAt);
        });
    }
}
