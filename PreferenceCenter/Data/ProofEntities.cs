using Microsoft.EntityFrameworkCore;

namespace PreferenceCenter.Data;

/// <summary>
/// Of somebody who was erased, where <c>Privacy:KeepProof</c> says so: which events of the log were theirs, findable by
/// who has the address and the key, until it expires (GDPR article 17(3)(e)). No address, no evidence, no network.
/// </summary>
internal sealed class ProofStub
{
    public Guid Id { get; set; }
    public required byte[] KeyedHash { get; set; }
    public int KeyId { get; set; }
    public Guid LedgerId { get; set; }

    /// <summary>Where their last event stands: from there the log leads back to all of them.</summary>
    public int Slot { get; set; }
    public long Position { get; set; }
    public DateTimeOffset ErasedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>
/// That somebody wants to read what is kept of an erased person, and whether a second agreed. Forgotten after thirty
/// days; the log says it for good, without whose.
/// </summary>
internal sealed class ProofReading
{
    public Guid Id { get; set; }

    /// <summary>Of the address that was asked about, under each key there was, one after the other.</summary>
    public required byte[] KeyedHash { get; set; }

    /// <summary>Who asked and who agreed, as events name them.</summary>
    public Guid AskedBy { get; set; }
    public DateTimeOffset AskedAt { get; set; }
    public required string Reason { get; set; }
    public Guid? AgreedBy { get; set; }
    public DateTimeOffset? AgreedAt { get; set; }

    /// <summary>Of one who decided alone, because nobody else could.</summary>
    public string? AloneReason { get; set; }
}

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
