using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// A privacy request. After the subscriber's erasure it identifies no person; kind, times and outcome stay.
/// </summary>
internal sealed class PrivacyRequestRow
{
    /// <summary>The id of the request, also the stable part of the Message-ID of its confirmation mail.</summary>
    public Guid Id { get; set; }

    /// <summary>The reference in its page's address and in letters; it cannot be guessed.</summary>
    public required string Reference { get; set; }

    /// <summary>The number by which people call it: <c>DSR-0042</c>.</summary>
    public int Number { get; set; }
    public PrivacyRequestKind Kind { get; set; }
    public PrivacyRequestState State { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>End of the last day allowed by law, and of the working day that it moves to.</summary>
    public DateTimeOffset LegalUntil { get; set; }
    public DateTimeOffset DueUntil { get; set; }
    public long? SubscriberId { get; set; }

    /// <summary>When it is carried out automatically, unless the subscriber cancels it.</summary>
    public DateTimeOffset? GraceUntil { get; set; }

    /// <summary>
    /// The first instant of the day on which the subscriber was erased; nothing is added to the request any more. It
    /// names no erasure: the certificate and the notices to recipients would otherwise lead to the request, and its
    /// times into the log.
    /// </summary>
    public DateTimeOffset? ErasedOn { get; set; }

    /// <summary>Text added by the subscriber; deleted with the subscriber.</summary>
    public string? Words { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    public PrivacyRequestOrigin Origin { get; set; }

    /// <summary>The address for the answer, if the requester is no subscriber.</summary>
    public string? Address { get; set; }
    public string? AddressKey { get; set; }

    /// <summary>Contact of a requester who wrote a letter or called: a name, a street, a number.</summary>
    public string? Contact { get; set; }

    /// <summary>The assignee: a staff account.</summary>
    public Guid? AssigneeId { get; set; }

    /// <summary>When the requester was asked to identify themselves, at most once; and when they answered.</summary>
    public DateTimeOffset? AskedAt { get; set; }
    public DateTimeOffset? RepliedAt { get; set; }

    /// <summary>The notice of an extension that has not been sent yet, and the number of months.</summary>
    public Guid? ExtensionId { get; set; }
    public byte ExtensionMonths { get; set; }
    public DateTimeOffset? ExtendedAt { get; set; }

    /// <summary>Whether the due date is later than one month after receipt.</summary>
    public bool Moved => ExtendedAt is not null || RepliedAt is not null;

    /// <summary>Until then the subscriber is not erased: article 17(3)(e), decided by two persons.</summary>
    public DateTimeOffset? LegalHoldUntil { get; set; }
    public Guid? JoinedTo { get; set; }
    public RefusalGround? Ground { get; set; }

    /// <summary>
    /// A proposed decision that waits for a second person: the entry with the reasons, and the state it was based on.
    /// </summary>
    public PrivacyRequestAct? Proposed { get; set; }
    public Guid? ProposedEntry { get; set; }
    public Guid? ProposedBy { get; set; }
    public DateTimeOffset? ProposedAt { get; set; }
    public RefusalGround? ProposedGround { get; set; }
    public DateTimeOffset? ProposedUntil { get; set; }
    public long ProposedSeq { get; set; }

    /// <summary>Number of entries.</summary>
    public int Entries { get; set; }

    /// <summary>Number of changes; a decision names the version that it was based on.</summary>
    public int Version { get; set; }
}

/// <summary>
/// One entry in the history of a privacy request. Its text is deleted with the subscriber, unless it is the reason of a
/// decision and names nobody.
/// </summary>
internal sealed class PrivacyRequestEntry
{
    /// <summary>The id of the entry, also the stable part of the Message-ID of a mail about it.</summary>
    public Guid Id { get; set; }
    public Guid RequestId { get; set; }

    /// <summary>The entry's number within the request, from 1.</summary>
    public int Number { get; set; }
    public DateTimeOffset At { get; set; }
    public PrivacyRequestStep Step { get; set; }

    /// <summary>The actor, by the id used in events; null for acts of the requester or of the program.</summary>
    public Guid? ActorId { get; set; }
    public string? Text { get; set; }

    /// <summary>Whether the text outlives the subscriber.</summary>
    public bool Kept { get; set; }
}

/// <summary>A file that came with a privacy request, such as a letter, a form or a picture.</summary>
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
/// A recipient of data, who is notified of erasures, rectifications and restrictions (GDPR article 19).
/// </summary>
internal sealed class RecipientRow
{
    public required string Key { get; set; }
    public required string Name { get; set; }

    /// <summary>The purpose, as in the record of processing.</summary>
    public required string Purpose { get; set; }

    /// <summary>
    /// Country outside the European Union and legal ground of the transfer; null where the data stay inside.
    /// </summary>
    public string? Transfer { get; set; }

    /// <summary>The address for notices.</summary>
    public required string Contact { get; set; }
    public DateTimeOffset AddedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A notice to one recipient, or to all, about one subscriber, by id alone.</summary>
internal sealed class RecipientNotice
{
    /// <summary>The id of the notice, also the stable part of the Message-ID of its mail.</summary>
    public Guid Id { get; set; }

    /// <summary>The recipient's key; null in a notice to all.</summary>
    public string? Recipient { get; set; }

    /// <summary>
    /// Whether it is for every recipient: such a notice is replaced by one for each before any is sent.
    /// </summary>
    public bool ToAll { get; set; }
    public Guid? RequestId { get; set; }
    public PrivacyRequestKind Kind { get; set; }

    /// <summary>
    /// The subscriber's public id, as used in links and audiences. Removed once the recipient has answered.
    /// </summary>
    public Guid? PublicId { get; set; }

    /// <summary>When the data changed; of an erasure the first instant of its day.</summary>
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Why the recipient cannot be notified, or cannot comply.</summary>
    public string? Impossible { get; set; }
}

/// <summary>The model of privacy requests and recipients.</summary>
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
            e.HasIndex(r => r.Number).IsUnique();
            e.HasIndex(r => r.SubscriberId)
                .HasFilter("\"SubscriberId\" IS NOT NULL")
                .HasDatabaseName("IX_Requests_Person");
            e.HasIndex(r => r.AddressKey)
                .HasFilter("\"AddressKey\" IS NOT NULL")
                .HasDatabaseName("IX_Requests_Address");
            e.HasIndex(r => r.GraceUntil)
                .HasFilter(Invariant($"\"State\" = {(int)PrivacyRequestState.Grace}"))
                .HasDatabaseName("IX_Requests_Grace");
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
            e.Property(r => r.Kept).HasDefaultValue(false);
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
            e.HasIndex(r => r.PublicId)
                .HasFilter("\"PublicId\" IS NOT NULL")
                .HasDatabaseName("IX_RecipientNotices_Person");
            e.HasIndex(r => r.At).HasFilter("\"AnsweredAt\" IS NULL").HasDatabaseName("IX_RecipientNotices_Open");
        });
    }
}
