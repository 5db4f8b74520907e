using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Somebody of the staff. The address stands here and in no event; the log knows the actor alone.</summary>
internal sealed class StaffAccount : IdentityUser<Guid>
{
    /// <summary>
    /// Of the account that a first start makes: there can be one only, however many nodes start at once.
    /// </summary>
    public static readonly Guid First = new("00000000-0000-8000-8000-000000000001");

    public StaffRole Role { get; set; }

    /// <summary>Who acts, as events name it.</summary>
    public Guid ActorId { get; set; }

    /// <summary>Of the mails to it.</summary>
    public string Language { get; set; } = "en";
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// When somebody else last gave it what it may or signs in with: invited, reset, changed its role. For some days it
    /// is no second opinion.
    /// </summary>
    public DateTimeOffset GivenAt { get; set; }

    /// <summary>Locked for good.</summary>
    public DateTimeOffset? DismissedAt { get; set; }

    /// <summary>The step of the last code from the app: none is taken twice.</summary>
    public long LastCodeStep { get; set; }
}

/// <summary>A sign-in that holds. Signing out, and being dismissed, takes it out.</summary>
internal sealed class StaffSessionRow
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Whether more than a password was shown.</summary>
    public bool Strong { get; set; }
}

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
            // What is not asked for, and the lock that counts: that one counts alike for addresses nobody has, so it
            // stands elsewhere.
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
        model.Entity<StaffSessionRow>(e =>
        {
            e.ToTable("StaffSessions");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.HasIndex(s => s.AccountId);
        });
    }

    // One column and no owned entity: its row can then be carried into the transaction of the one door as it is.
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
