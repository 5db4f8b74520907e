using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A template that is kept, with what its last check found.</summary>
internal sealed class TemplateRow
{
    public required string Key { get; set; }

    /// <summary>The SHA-256 of its bytes, in small hexadecimal digits.</summary>
    public required string Digest { get; set; }

    /// <summary>The topic whose mailings it is for; null for any.</summary>
    public long? TopicNumber { get; set; }

    /// <summary>How far the message has come, as files name it; null for what it looks like.</summary>
    public string? Stage { get; set; }

    /// <summary>The language it is in; null for any.</summary>
    public string? Language { get; set; }
    public DateTimeOffset KeptAt { get; set; }
    public ActorKind AuthorKind { get; set; }
    public Guid AuthorId { get; set; }

    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>
    /// A digest of what it was checked against: rules, topic, site, link keys. Where that is another one by now, the
    /// result is old.
    /// </summary>
    public required string CheckedAgainst { get; set; }

    /// <summary>Whether its last check found no error. Rules may be unchecked.</summary>
    public bool Sound { get; set; }

    /// <summary>Since when one check after the other says so.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The rules that found an error, as files name them, with commas between.</summary>
    public required string Errors { get; set; }

    /// <summary>The rules that the last check could not check at its stage, as files name them, with commas between.</summary>
    public required string Unchecked { get; set; }

    /// <summary>Its bytes. Last, so that a database reads the rest without them.</summary>
    public required byte[] Content { get; set; }
}

/// <summary>The model of kept templates.</summary>
internal static class TemplateModel
{
    public static void AddTemplates(this ModelBuilder model) =>
        model.Entity<TemplateRow>(e => e.ToTable("Templates").HasKey(t => t.Key));
}
