using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A staff account. The address is stored here and in no event; the log only has the actor id.</summary>
internal sealed class StaffAccount : IdentityUser<Guid>
{
    /// <summary>
    /// Id of the account that the first start makes: only one can exist, however many nodes start at once.
    /// </summary>
    public static readonly Guid First = new("00000000-0000-8000-8000-000000000001");

    public StaffRole Role { get; set; }

    /// <summary>The actor id used in events.</summary>
    public Guid ActorId { get; set; }

    /// <summary>The language of mails to the account.</summary>
    public string Language { get; set; } = "en";
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// When another account last changed its rights or sign-in: invited it, reset it, or changed its role. For some
    /// days after that it does not count as a second person.
    /// </summary>
    public DateTimeOffset GivenAt { get; set; }

    /// <summary>
    /// When somebody else last ended that the account could decide about personal data (by a reset, a dismissal or
    /// another role), and which of the staff that was; null where the operator did.
    /// </summary>
    public DateTimeOffset? AbleUntil { get; set; }
    public Guid? AbleEndedBy { get; set; }

    /// <summary>When the account was locked permanently.</summary>
    public DateTimeOffset? DismissedAt { get; set; }

    /// <summary>The step of the last code from the app: no code is accepted twice.</summary>
    public long LastCodeStep { get; set; }
}

/// <summary>
/// One of the staff who gave another their account, their role or a new sign-in, both by actor id: together they are
/// never two people.
/// </summary>
internal sealed class StaffGiver
{
    public Guid ActorId { get; set; }
    public Guid GivenBy { get; set; }
}

/// <summary>A valid sign-in. Signing out or dismissal deletes it.</summary>
internal sealed class StaffSessionRow
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Whether a second factor or a passkey was used.</summary>
    public bool Strong { get; set; }
}

/// <summary>The model of staff accounts, passkeys and sessions.</summary>
internal static class StaffModel
{
    public static void AddStaff(this ModelBuilder model)
    {
        model.Entity<StaffAccount>(e =>
        {
            e.ToTable("StaffAccounts");
            e.Property(a => a.Id).ValueGeneratedNever();
            e.HasIndex(a => a.NormalizedEmail).IsUnique();
            e.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            // Unused properties, and Identity's lockout: the lockout must count unknown addresses alike, so it is
            // stored elsewhere.
            e.Ignore(a => a.UserName)
                .Ignore(a => a.NormalizedUserName)
                .Ignore(a => a.EmailConfirmed)
                .Ignore(a => a.PhoneNumber)
                .Ignore(a => a.PhoneNumberConfirmed)
                .Ignore(a => a.LockoutEnabled)
                .Ignore(a => a.LockoutEnd)
                .Ignore(a => a.AccessFailedCount);
        });
        model.Entity<IdentityUserToken<Guid>>(e =>
            e.ToTable("StaffTokens")
                .HasKey(t => new
                {
                    t.UserId,
                    t.LoginProvider,
                    t.Name,
                })
        );
        model.Entity<IdentityUserPasskey<Guid>>(e =>
        {
            e.ToTable("StaffPasskeys").HasKey(p => p.CredentialId);
            e.HasIndex(p => p.UserId);
            e.Property(p => p.Data).HasConversion(new PasskeyJson(), new PasskeyComparer());
        });
        model.Entity<StaffGiver>(e => e.ToTable("StaffGivers").HasKey(g => new { g.ActorId, g.GivenBy }));
        model.Entity<StaffSessionRow>(e =>
        {
            e.ToTable("StaffSessions");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.HasIndex(s => s.AccountId);
        });
    }

    // One column instead of an owned entity: the row can then be written as it is in the transaction of the change
    // writer.
    private sealed class PasskeyJson()
        : ValueConverter<IdentityPasskeyData, string>(
            data => Write(data),
            text => JsonSerializer.Deserialize<IdentityPasskeyData>(text, JsonSerializerOptions.Web)!
        );

    private sealed class PasskeyComparer()
        : ValueComparer<IdentityPasskeyData>(
            (one, other) => Write(one!) == Write(other!),
            data => Write(data).GetHashCode(StringComparison.Ordinal),
            data => JsonSerializer.Deserialize<IdentityPasskeyData>(Write(data), JsonSerializerOptions.Web)!
        );

    private static string Write(IdentityPasskeyData data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Web);
}
