using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Somebody asked for a right of theirs. Once the person is erased it names nobody: what, when and how it ended stay.
/// </summary>
internal sealed class PrivacyRequestRow
{
    /// <summary>Also the stable half of the Message-ID of the mail that confirms it.</summary>
    public Guid Id { get; set; }

    /// <summary>What its own page is found by, and what people write in letters: nobody guesses one.</summary>
    public required string Reference { get; set; }
    public PrivacyRequestKind Kind { get; set; }
    public PrivacyRequestState State { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>End of the day that the law gives, and of the working day that it moves to.</summary>
    public DateTimeOffset LegalUntil { get; set; }
    public DateTimeOffset DueUntil { get; set; }
    public long? SubscriberId { get; set; }

    /// <summary>When it is carried out by itself, unless the person cancels it.</summary>
    public DateTimeOffset? GraceUntil { get; set; }

    /// <summary>What sees it through, once the person is erased.</summary>
    public Guid? ErasureId { get; set; }

    /// <summary>What the person added in their own words: goes with the person.</summary>
    public string? Words { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    public PrivacyRequestOrigin Origin { get; set; }

    /// <summary>Where the answer goes if it is about nobody on the lists.</summary>
    public string? Address { get; set; }
    public string? AddressKey { get; set; }

    /// <summary>How somebody who wrote a letter or called is reached: a name, a street, a number.</summary>
    public string? Contact { get; set; }

    /// <summary>Who of the staff sees to it: the account.</summary>
    public Guid? AssigneeId { get; set; }

    /// <summary>When the person was asked who they are, once at most; and when they answered.</summary>
    public DateTimeOffset? AskedAt { get; set; }
    public DateTimeOffset? RepliedAt { get; set; }

    /// <summary>The notice of an extension that has yet to leave, and for how many months.</summary>
    public Guid? ExtensionId { get; set; }
    public byte ExtensionMonths { get; set; }
    public DateTimeOffset? ExtendedAt { get; set; }

    /// <summary>Whether it is due later than a month after it came.</summary>
    public bool Moved => ExtendedAt is not null || RepliedAt is not null;

    /// <summary>Until then nobody erases this person: article 17(3)(e), decided by two.</summary>
    public DateTimeOffset? LegalHoldUntil { get; set; }
    public Guid? JoinedTo { get; set; }
    public RefusalGround? Ground { get; set; }

    /// <summary>
    /// What one of the staff wants decided, while it waits for a second: which entry gives the reasons, and what was
    /// seen then.
    /// </summary>
    public PrivacyRequestAct? Proposed { get; set; }
    public Guid? ProposedEntry { get; set; }
    public Guid? ProposedBy { get; set; }
    public DateTimeOffset? ProposedAt { get; set; }
    public RefusalGround? ProposedGround { get; set; }
    public DateTimeOffset? ProposedUntil { get; set; }
    public long ProposedSeq { get; set; }

    /// <summary>How many lines there are about it.</summary>
    public int Entries { get; set; }

    /// <summary>How often it was touched: whoever decides has seen this one.</summary>
    public int Version { get; set; }
}

/// <summary>One line of what happened to a request. Its text goes with the person.</summary>
internal sealed class PrivacyRequestEntry
{
    /// <summary>Also the stable half of the Message-ID, where the person was mailed about it.</summary>
    public Guid Id { get; set; }
    public Guid RequestId { get; set; }

    /// <summary>Which one of the request's it is, from 1.</summary>
    public int Number { get; set; }
    public DateTimeOffset At { get; set; }
    public PrivacyRequestStep Step { get; set; }

    /// <summary>Whose act it was, as events name them; nobody's where the person or the house did it.</summary>
    public Guid? ActorId { get; set; }
    public string? Text { get; set; }
}

/// <summary>A letter, a form, a picture that came with a request.</summary>
internal sealed class PrivacyRequestFile
{
    public Guid Id { get; set; }
    public Guid RequestId { get; set; }
    public DateTimeOffset At { get; set; }
    public required string Name { get; set; }
    public required string Type { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>
/// Somebody the data are given to, who is told what the law asks them to do as well (GDPR article 19).
/// </summary>
internal sealed class RecipientRow
{
    public required string Key { get; set; }
    public required string Name { get; set; }

    /// <summary>What for, as the record of processing says it.</summary>
    public required string Purpose { get; set; }

    /// <summary>Where outside the European Union, and on what ground; nothing where it stays inside.</summary>
    public string? Transfer { get; set; }

    /// <summary>Whom the notice is mailed to.</summary>
    public required string Contact { get; set; }
    public DateTimeOffset AddedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>One recipient, told of one person by id alone.</summary>
internal sealed class RecipientNotice
{
    /// <summary>Also the stable half of the Message-ID of the mail that tells it.</summary>
    public Guid Id { get; set; }
    public required string Recipient { get; set; }
    public Guid? RequestId { get; set; }
    public Guid? ErasureId { get; set; }
    public PrivacyRequestKind Kind { get; set; }

    /// <summary>Whose: what links and audiences call the person. Gone once it is answered.</summary>
    public Guid? PublicId { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why it cannot be told, or cannot do it.</summary>
    public string? Impossible { get; set; }
}

internal static class RequestModel
{
    public static void AddRequests(this ModelBuilder model)
    {
        model.Entity<PrivacyRequestRow>(e =>
        {
            e.ToTable("Requests");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Ignore(r => r.Moved);
            e.HasIndex(r => r.Reference).IsUnique();
            e.HasIndex(r => r.SubscriberId)
                .HasFilter("\"SubscriberId\" IS NOT NULL")
                .HasDatabaseName("IX_Requests_Person");
            e.HasIndex(r => r.AddressKey)
                .HasFilter("\"AddressKey\" IS NOT NULL")
                .HasDatabaseName("IX_Requests_Address");
            e.HasIndex(r => r.ErasureId).HasFilter("\"ErasureId\" IS NOT NULL").HasDatabaseName("IX_Requests_Erasure");
            e.HasIndex(r => r.GraceUntil).HasFilter("\"State\" = 3").HasDatabaseName("IX_Requests_Grace");
            e.HasIndex(r => r.DueUntil).HasFilter("\"ClosedAt\" IS NULL").HasDatabaseName("IX_Requests_Open");
            e.HasIndex(r => r.ReceivedAt);
            e.HasIndex(r => r.ExtensionId)
                .HasFilter("\"ExtensionId\" IS NOT NULL")
                .HasDatabaseName("IX_Requests_Extending");
            e.Property(r => r.Version).HasDefaultValue(0);
            e.Property(r => r.Entries).HasDefaultValue(0);
            e.Property(r => r.Origin).HasDefaultValue(PrivacyRequestOrigin.Person);
            e.Property(r => r.ExtensionMonths).HasDefaultValue((byte)0);
            e.Property(r => r.ProposedSeq).HasDefaultValue(0L);
        });
        model.Entity<PrivacyRequestEntry>(e =>
        {
            e.ToTable("RequestEntries");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => new { r.RequestId, r.Number }).IsUnique();
        });
        model.Entity<PrivacyRequestFile>(e =>
        {
            e.ToTable("RequestFiles");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.RequestId);
        });
        model.Entity<RecipientRow>(e => e.ToTable("Recipients").HasKey(r => r.Key));
        model.Entity<RecipientNotice>(e =>
        {
            e.ToTable("RecipientNotices");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.RequestId)
                .HasFilter("\"RequestId\" IS NOT NULL")
                .HasDatabaseName("IX_RecipientNotices_Request");
            e.HasIndex(r => r.ErasureId)
                .HasFilter("\"ErasureId\" IS NOT NULL")
                .HasDatabaseName("IX_RecipientNotices_Erasure");
            e.HasIndex(r => r.PublicId)
                .HasFilter("\"PublicId\" IS NOT NULL")
                .HasDatabaseName("IX_RecipientNotices_Person");
            e.HasIndex(r => r.At).HasFilter("\"AnsweredAt\" IS NULL").HasDatabaseName("IX_RecipientNotices_Open");
        });
    }
}
