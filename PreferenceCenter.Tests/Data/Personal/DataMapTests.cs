using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.PrivacyRequests.PersonalData;
using Xunit;

namespace PreferenceCenter.Tests.Data.Personal;

/// <summary>
/// Tests that every table with personal data is in the data map. A table outside the map would be missed by export and
/// erasure (RTS-07).
/// </summary>
[Trait("Requirement", "RTS-07")]
public sealed class DataMapTests
{
    /// <summary>Columns by which a table refers to a person.</summary>
    private static readonly string[] Smells =
    [
        "SubscriberId",
        "PublicId",
        "LedgerId",
        "Address",
        "AddressKey",
        "KeyedHash",
        "Email",
        "Content",
        "Ip",
        "UserAgent",
        "PersonId",
        "RequestId",
    ];

    /// <summary>Tables that refer to a person by other columns and are in the map all the same.</summary>
    private static readonly string[] Besides = ["RateLimits"];

    /// <summary>Tables about staff, not about subscribers.</summary>
    private static readonly string[] OfStaff = ["StaffAccounts"];

    private static IEnumerable<string> Personal(IModel model) =>
        model
            .GetEntityTypes()
            .Where(e => e.GetProperties().Any(p => Smells.Contains(p.Name)) && !OfStaff.Contains(e.GetTableName()))
            .Select(e => e.GetTableName()!);

    private static IEnumerable<string> Missing(IModel model) =>
        Personal(model).Except(DataMap.All.Where(e => e.Place == DataPlace.Table).Select(e => e.Name));

    [Fact]
    public void Every_table_that_knows_a_person_is_on_the_map()
    {
        using var database = new SqliteDatabase("Data Source=:memory:");
        using var context = database.CreateContext();
        Assert.Empty(Missing(context.Model));
        // The map names no table that holds no personal data.
        Assert.Equal(
            DataMap.All.Where(e => e.Place == DataPlace.Table).Select(e => e.Name).Order(),
            Personal(context.Model).Concat(Besides).Order()
        );
        foreach (var entry in DataMap.All.Where(e => e.Place == DataPlace.Table))
            Assert.All(
                entry.FoundBy.Where(c => !c.Contains(' ', StringComparison.Ordinal)),
                column =>
                    Assert.NotNull(
                        context.Model.GetEntityTypes().Single(t => t.GetTableName() == entry.Name).FindProperty(column)
                    )
            );
    }

    [Fact]
    public void A_table_that_is_not_on_it_is_found()
    {
        using var context = new PlantedContext(new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options);
        Assert.Equal(["Planted"], Missing(context.Model));
    }

    [Fact]
    public void Keys_are_unique_and_whatever_is_not_exported_says_why()
    {
        Assert.Equal(DataMap.All.Count, DataMap.All.Select(e => e.Key).Distinct().Count());
        Assert.All(DataMap.All, e => Assert.True(e.Read is null != e.WhyNotRead is null, e.Key));
    }

    /// <summary>Row of a table that is missing from the map.</summary>
    private sealed class PlantedRow
    {
        public long Id { get; set; }
        public long SubscriberId { get; set; }
    }

    /// <summary>Context with a table that is missing from the map.</summary>
    private sealed class PlantedContext(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder model) => model.Entity<PlantedRow>().ToTable("Planted");
    }
}
