using Microsoft.EntityFrameworkCore;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The schema that a first version would have: people, choices, events chained by hash, evidence, outbox, and the head
/// of the chain.
/// </summary>
internal sealed class GateContext(DbContextOptions<GateContext> options) : DbContext(options)
{
    public DbSet<GatePerson> People => Set<GatePerson>();
    public DbSet<GateChoice> Choices => Set<GateChoice>();
    public DbSet<GateEvent> Events => Set<GateEvent>();
    public DbSet<GateOutbox> Outbox => Set<GateOutbox>();
    public DbSet<GateHead> Heads => Set<GateHead>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (Database.IsNpgsql())
            modelBuilder.HasDefaultSchema("gate");
        modelBuilder.Entity<GatePerson>().HasIndex(p => p.PublicId).IsUnique();
        modelBuilder.Entity<GateChoice>().HasKey(c => new { c.PersonId, c.Topic });
        modelBuilder.Entity<GateEvent>().HasKey(e => e.Position);
        modelBuilder.Entity<GateEvent>().Property(e => e.Position).ValueGeneratedNever();
        modelBuilder.Entity<GateEvent>().HasOne(e => e.Evidence).WithOne().HasForeignKey<GateEvidence>(e => e.Position);
        modelBuilder.Entity<GateEvidence>().HasKey(e => e.Position);
        modelBuilder.Entity<GateHead>().Property(h => h.Id).ValueGeneratedNever();
    }
}

/// <summary>A person of the comparison schema.</summary>
internal sealed class GatePerson
{
    public long Id { get; set; }
    public required byte[] PublicId { get; set; }
    public required byte[] LedgerId { get; set; }
    public required string Address { get; set; }
    public long LastSeq { get; set; }
}

/// <summary>A choice of a person for a topic.</summary>
internal sealed class GateChoice
{
    public long PersonId { get; set; }
    public long Topic { get; set; }
    public long Value { get; set; }
    public long Touched { get; set; }
    public long TouchedAt { get; set; }
    public long? LeftAt { get; set; }
}

/// <summary>An event of the hash chain.</summary>
internal sealed class GateEvent
{
    public long Position { get; set; }
    public required byte[] LedgerId { get; set; }
    public long Seq { get; set; }
    public int Kind { get; set; }
    public long Topic { get; set; }
    public long Value { get; set; }
    public long Before { get; set; }
    public int Channel { get; set; }
    public long At { get; set; }
    public required byte[] Commitment { get; set; }
    public required byte[] Hash { get; set; }

    /// <summary>Evidence, stored with the first event of a change.</summary>
    public GateEvidence? Evidence { get; set; }
}

/// <summary>The evidence of a change.</summary>
internal sealed class GateEvidence
{
    public long Position { get; set; }
    public required byte[] Salt { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>A mail that is to be sent.</summary>
internal sealed class GateOutbox
{
    public long Id { get; set; }
    public long PersonId { get; set; }
    public int Kind { get; set; }
    public long FromSeq { get; set; }
    public long CreatedAt { get; set; }
    public long DueAt { get; set; }
}

/// <summary>The head of the hash chain.</summary>
internal sealed class GateHead
{
    public int Id { get; set; }
    public long Size { get; set; }
    public required byte[] Hash { get; set; }
}
