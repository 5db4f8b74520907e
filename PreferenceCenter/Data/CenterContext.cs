using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// The database model, with one subclass per provider. It owns the schema, and writes the tables that are on no hot
/// path; <see cref="PreparedStatementsAttribute"/> marks the others.
/// </summary>
internal abstract class CenterContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Subscriber> Subscribers => Set<Subscriber>();
    public DbSet<ChoiceRow> Choices => Set<ChoiceRow>();
    public DbSet<CategoryRow> Categories => Set<CategoryRow>();
    public DbSet<TopicRow> Topics => Set<TopicRow>();
    public DbSet<SettingRow> Settings => Set<SettingRow>();
    public DbSet<TopicVersionRow> TopicVersions => Set<TopicVersionRow>();
    public DbSet<TemplateRow> Templates => Set<TemplateRow>();
    public DbSet<CatalogueDraftRow> CatalogueDrafts => Set<CatalogueDraftRow>();
    public DbSet<LedgerEventRow> LedgerEvents => Set<LedgerEventRow>();
    public DbSet<EvidenceRow> Evidence => Set<EvidenceRow>();
    public DbSet<SealRow> Seals => Set<SealRow>();
    public DbSet<LogHead> LogHeads => Set<LogHead>();
    public DbSet<LogNode> LogNodes => Set<LogNode>();
    public DbSet<ActorRow> Actors => Set<ActorRow>();
    public DbSet<ControllerRow> Controllers => Set<ControllerRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<MailedLinkRow> MailedLinks => Set<MailedLinkRow>();
    public DbSet<RateLimitRow> RateLimits => Set<RateLimitRow>();
    public DbSet<WorkRecord> WorkRecords => Set<WorkRecord>();
    public DbSet<SuppressionRow> Suppressions => Set<SuppressionRow>();
    public DbSet<UnclaimedLeaveRow> UnclaimedLeaves => Set<UnclaimedLeaveRow>();
    public DbSet<NoticeRow> Notices => Set<NoticeRow>();
    public DbSet<FormRow> Forms => Set<FormRow>();
    public DbSet<OptInRow> OptIns => Set<OptInRow>();
    public DbSet<PrivacyRequestRow> Requests => Set<PrivacyRequestRow>();
    public DbSet<PrivacyRequestEntry> RequestEntries => Set<PrivacyRequestEntry>();
    public DbSet<PrivacyRequestFile> RequestFiles => Set<PrivacyRequestFile>();
    public DbSet<RecipientRow> Recipients => Set<RecipientRow>();
    public DbSet<RecipientNotice> RecipientNotices => Set<RecipientNotice>();
    public DbSet<AddressChangeRow> AddressChanges => Set<AddressChangeRow>();
    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();
    public DbSet<ErasedIdRow> ErasedIds => Set<ErasedIdRow>();
    public DbSet<JournalRow> Journals => Set<JournalRow>();
    public DbSet<ProofStub> ProofStubs => Set<ProofStub>();
    public DbSet<ProofReading> ProofReadings => Set<ProofReading>();
    public DbSet<StaffAccount> StaffAccounts => Set<StaffAccount>();
    public DbSet<StaffGiver> StaffGivers => Set<StaffGiver>();
    public DbSet<StaffSessionRow> StaffSessions => Set<StaffSessionRow>();
    public DbSet<OnceKeyRow> OnceKeys => Set<OnceKeyRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<DataSessionRow> DataSessions => Set<DataSessionRow>();
    public DbSet<TopicDayRow> TopicDays => Set<TopicDayRow>();
    public DbSet<FormDayRow> FormDays => Set<FormDayRow>();
    public DbSet<LanguagePeopleRow> LanguagePeople => Set<LanguagePeopleRow>();
    public DbSet<RecountRow> Recounts => Set<RecountRow>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Subscriber>(e =>
        {
            e.HasIndex(s => s.PublicId).IsUnique();
            e.HasIndex(s => s.AddressKey).IsUnique();
            // From the log to the person, for the console's page of it.
            e.HasIndex(s => s.LedgerId);
        });
        model.Entity<ChoiceRow>(e =>
        {
            e.ToTable("Choices").HasKey(c => new { c.SubscriberId, c.Aspect });
            // Not partial on the value: leaving must not touch the index, and an audience is read in the order of its
            // subscribers.
            e.HasIndex(c => new { c.Aspect, c.SubscriberId });
        });
        model.Entity<CategoryRow>(e =>
        {
            e.HasKey(c => c.Key);
            e.HasMany(c => c.Texts).WithOne().HasForeignKey(t => t.CategoryKey);
        });
        model.Entity<CategoryText>(e => e.ToTable("CategoryTexts").HasKey(t => new { t.CategoryKey, t.Language }));
        model.Entity<TopicRow>(e =>
        {
            e.HasKey(t => t.Number);
            e.Property(t => t.Number).ValueGeneratedNever();
            e.HasIndex(t => t.Key).IsUnique();
            e.HasMany(t => t.Texts).WithOne().HasForeignKey(t => t.TopicNumber);
        });
        model.Entity<TopicText>(e => e.ToTable("TopicTexts").HasKey(t => new { t.TopicNumber, t.Language }));
        model.Entity<SettingRow>(e => e.ToTable("Settings").HasKey(s => s.Key));
        model.Entity<TopicVersionRow>(e => e.ToTable("TopicVersions").HasKey(v => new { v.TopicNumber, v.Version }));
        model.Entity<CatalogueDraftRow>(e =>
        {
            e.ToTable("CatalogueDrafts").HasKey(d => new { d.Kind, d.Key });
            e.Property(d => d.Version).IsConcurrencyToken();
        });
        model.Entity<LedgerEventRow>(e =>
        {
            e.HasKey(l => new { l.Slot, l.Position });
            e.HasIndex(l => l.At)
                .HasFilter(Invariant($"\"Kind\" = {(int)EventKind.ReasonGiven}"))
                .HasDatabaseName("IX_LedgerEvents_Reasons");
        });
        model.Entity<EvidenceRow>(e => e.ToTable("Evidence").HasKey(l => new { l.Slot, l.Position }));
        model.Entity<SealRow>(e => e.ToTable("Seals").HasKey(s => new { s.Slot, s.Batch }));
        model.Entity<LogHead>(e =>
        {
            e.HasKey(h => h.Slot);
            e.Property(h => h.Slot).ValueGeneratedNever();
        });
        model.Entity<LogNode>(e =>
            e.HasKey(n => new
            {
                n.Slot,
                n.Level,
                n.Index,
            })
        );
        model.Entity<ActorRow>(e => e.HasIndex(a => new { a.Kind, a.Name }).IsUnique());
        model.Entity<ControllerRow>(e =>
        {
            e.HasKey(c => c.Number);
            e.Property(c => c.Number).ValueGeneratedNever();
            e.HasIndex(c => c.Name).IsUnique();
        });
        model.Entity<OutboxRow>(e =>
        {
            e.ToTable("Outbox");
            e.HasIndex(o => o.DueAt)
                .HasFilter(Invariant($"\"State\" = {(int)MailState.Waiting}"))
                .HasDatabaseName("IX_Outbox_Waiting");
            e.HasIndex(o => o.SentAt)
                .HasFilter(Invariant($"\"State\" = {(int)MailState.Sent} AND \"ForgottenAt\" IS NULL"))
                .HasDatabaseName("IX_Outbox_Sent");
            // Counted beside the navigation, again and again.
            e.HasIndex(o => o.State)
                .HasFilter(Invariant($"\"State\" IN ({(int)MailState.Dead}, {(int)MailState.Uncertain})"))
                .HasDatabaseName("IX_Outbox_Failed");
            e.Property(o => o.Uncertain).HasDefaultValue(0);
            e.HasIndex(o => o.OnceKey).IsUnique().HasFilter("\"OnceKey\" IS NOT NULL");
            e.HasIndex(o => o.SubscriberId)
                .HasFilter("\"SubscriberId\" IS NOT NULL")
                .HasDatabaseName("IX_Outbox_Person");
            e.HasIndex(o => o.AddressKey).HasFilter("\"AddressKey\" IS NOT NULL").HasDatabaseName("IX_Outbox_Address");
        });
        model.Entity<MailedLinkRow>(e =>
        {
            e.ToTable("MailedLinks").HasKey(l => l.Hash);
            e.HasIndex(l => l.SubscriberId);
            e.HasIndex(l => l.OptInId).HasFilter("\"OptInId\" IS NOT NULL").HasDatabaseName("IX_MailedLinks_OptIn");
            e.HasIndex(l => l.AccountId)
                .HasFilter("\"AccountId\" IS NOT NULL")
                .HasDatabaseName("IX_MailedLinks_Account");
            e.HasIndex(l => l.ExpiresAt)
                .HasFilter("\"ExpiresAt\" IS NOT NULL")
                .HasDatabaseName("IX_MailedLinks_Expiring");
        });
        model.Entity<RateLimitRow>(e => e.ToTable("RateLimits").HasKey(r => r.Key));
        model.Entity<WorkRecord>(e => e.HasKey(r => r.Name));
        model.Entity<SuppressionRow>(e =>
        {
            e.ToTable("Suppressions").HasKey(s => s.KeyedHash);
            e.HasIndex(s => s.KeyId);
        });
        model.Entity<UnclaimedLeaveRow>(e =>
        {
            e.ToTable("UnclaimedLeaves").HasKey(u => new { u.PublicId, u.Scope });
            e.HasIndex(u => u.At);
        });
        model.Entity<ErasedIdRow>(e => e.ToTable("ErasedIds").HasKey(r => r.KeyedHash));
        model.Entity<JournalRow>(e => e.Property(r => r.Id).ValueGeneratedNever());
        model.Entity<NoticeRow>(e =>
        {
            e.ToTable("Notices").HasKey(n => n.Number);
            e.Property(n => n.Number).ValueGeneratedNever();
            e.HasMany(n => n.Texts).WithOne().HasForeignKey(t => t.NoticeNumber);
            e.HasIndex(n => new
                {
                    n.TopicNumber,
                    n.Major,
                    n.Minor,
                })
                .IsUnique();
        });
        model.Entity<NoticeText>(e => e.ToTable("NoticeTexts").HasKey(t => new { t.NoticeNumber, t.Language }));
        model.Entity<FormRow>(e => e.ToTable("Forms").HasKey(f => new { f.Key, f.Version }));
        model.Entity<OptInRow>(e =>
        {
            e.ToTable("OptIns");
            e.Property(o => o.Id).ValueGeneratedNever();
            e.HasIndex(o => o.AddressKey).HasFilter("\"AddressKey\" IS NOT NULL").HasDatabaseName("IX_OptIns_Waiting");
            e.HasIndex(o => o.CreatedAt);
            e.HasIndex(o => o.SubscriberId)
                .HasFilter("\"SubscriberId\" IS NOT NULL")
                .HasDatabaseName("IX_OptIns_Answered");
        });
        model.AddRequests();
        model.Entity<ErasureRow>(e =>
        {
            e.ToTable("Erasures");
            e.Property(r => r.Id).ValueGeneratedNever();
        });
        model.Entity<AddressChangeRow>(e =>
        {
            e.ToTable("AddressChanges");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.SubscriberId);
            e.HasIndex(r => r.AddressKey)
                .HasFilter("\"AddressKey\" IS NOT NULL")
                .HasDatabaseName("IX_AddressChanges_Address");
            e.HasIndex(r => r.Until);
        });
        model.AddProofs();
        model.AddStaff();
        model.AddConsole();
        model.AddCounts();
        model.AddTemplates();
        model.Entity<DataSessionRow>(e =>
        {
            e.ToTable("DataSessions").HasKey(s => s.Hash);
            e.HasIndex(s => s.SubscriberId);
            e.HasIndex(s => s.EndsAt);
        });
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseOthers();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        RefuseOthers();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    // A table has one way to be written; tests hold the statements to it.
    private void RefuseOthers()
    {
        if (
            ChangeTracker
                .Entries()
                .FirstOrDefault(e =>
                    e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                    && e.Metadata.ClrType.IsDefined(typeof(PreparedStatementsAttribute), inherit: false)
                ) is
            { } one
        )
            throw new InvalidOperationException($"Only prepared statements write {one.Metadata.GetTableName()}.");
    }

    // Big-endian bytes and microseconds, as the hand-written statements write them.
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Guid>().HaveConversion<GuidBytes>();
        conventions.Properties<DateTimeOffset>().HaveConversion<Microseconds>();
    }

    private sealed class GuidBytes()
        : ValueConverter<Guid, byte[]>(guid => guid.ToByteArray(true), bytes => new Guid(bytes, true));

    private sealed class Microseconds()
        : ValueConverter<DateTimeOffset, long>(
            at => Instant.ToMicroseconds(at),
            value => Instant.FromMicroseconds(value)
        );
}
