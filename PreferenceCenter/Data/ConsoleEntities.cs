using Microsoft.EntityFrameworkCore;

namespace PreferenceCenter.Data;

/// <summary>
/// The key of a console form that was carried out, with its result. The form sent again, by a double click, from a
/// second tab or after a restart, gets the same result and writes nothing.
/// </summary>
internal sealed class OnceKeyRow
{
    public Guid Key { get; set; }

    /// <summary>The result as JSON; it names no person.</summary>
    public required string Result { get; set; }

    /// <summary>When the row is deleted: a whole day, so that it bears no moment of the log.</summary>
    public DateTimeOffset Until { get; set; }
}

/// <summary>
/// What a member of staff has typed into a form of the console and not sent yet. Deleted when the form is sent, with
/// the person whom the request is about, and after some days.
/// </summary>
internal sealed class DraftRow
{
    public Guid AccountId { get; set; }

    /// <summary>The form: its name, and the request it belongs to.</summary>
    public required string Name { get; set; }

    /// <summary>The privacy request that the form is about; null for the intake of a new one.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>The address typed into an intake, as the person's other rows have it.</summary>
    public string? AddressKey { get; set; }

    /// <summary>The typed fields, as JSON.</summary>
    public required string Text { get; set; }

    /// <summary>The key of the form, which it keeps when it is opened again.</summary>
    public Guid OnceKey { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}

/// <summary>The model of what console forms keep.</summary>
internal static class ConsoleModel
{
    public static void AddConsole(this ModelBuilder model)
    {
        model.Entity<OnceKeyRow>(e =>
        {
            e.ToTable("OnceKeys").HasKey(k => k.Key);
            e.HasIndex(k => k.Until);
        });
        model.Entity<DraftRow>(e =>
        {
            e.ToTable("Drafts").HasKey(d => new { d.AccountId, d.Name });
            e.HasIndex(d => d.RequestId);
            e.HasIndex(d => d.AddressKey);
        });
    }
}
