using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// Location of the data of the comparisons: on SQLite a file of their own, on PostgreSQL a schema beside the product's.
/// </summary>
internal sealed record GatePlace(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>The location as arguments of a hidden mode.</summary>
    public IEnumerable<string> Arguments => [Provider.ToString(), ConnectionString];

    // SQLite's own default is synchronous=FULL, and the PostgreSQL server is the product's: the durability is the same.
    public void Configure(DbContextOptionsBuilder options)
    {
        if (Provider == DatabaseProvider.Sqlite)
            options.UseSqlite(ConnectionString);
        else
            options.UseNpgsql(ConnectionString);
    }

    public GateContext Open()
    {
        var options = new DbContextOptionsBuilder<GateContext>();
        Configure(options);
        return new GateContext(options.Options);
    }

    /// <summary>Makes the tables in a database of the benchmarks, and the first head of the chain.</summary>
    public static async Task<GatePlace> MakeAsync(Place place, CancellationToken cancel)
    {
        var gate = new GatePlace(place.Provider, place.ConnectionString);
        await using var context = gate.Open();
        if (place is FilePlace)
            await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", cancel);
        else
            await context.Database.ExecuteSqlAsync($"CREATE SCHEMA gate", cancel);
        await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancel);
        context.Heads.Add(new GateHead { Id = 1, Hash = new byte[32] });
        await context.SaveChangesAsync(cancel);
        return gate;
    }

    /// <summary>The same with the subscribers of a product's database.</summary>
    public static async Task<GatePlace> MakeWithPeopleAsync(Bench bench, Place product, CancellationToken cancel)
    {
        // On the server the schema is made in a copy of the product's database, because there a database cannot read
        // the tables of another.
        var place =
            product is FilePlace
                ? await bench.NewPlaceAsync(product.Provider, cancel)
                : await product.CopyAsync(cancel);
        var gate = await MakeAsync(place, cancel);
        await using (var context = gate.Open())
        {
            await context.Database.OpenConnectionAsync(cancel);
            if (product is FilePlace file)
                await context.Database.ExecuteSqlAsync($"ATTACH {file.File} AS product", cancel);
            context.Database.SetCommandTimeout(600);
            foreach (
                var copy in Copies(
                    mine: product is FilePlace ? "main" : "gate",
                    theirs: product is FilePlace ? "product" : "public"
                )
            )
                await context.Database.ExecuteSqlRawAsync(copy, cancel);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await place.SettleAsync(cancel);
        return gate;
    }

    private static string[] Copies(string mine, string theirs) =>
        [
            $"""
                INSERT INTO {mine}."People" ("Id", "PublicId", "LedgerId", "Address", "LastSeq")
                SELECT "Id", "PublicId", "LedgerId", "Address", "LastSeq" FROM {theirs}."Subscribers"
                """,
            $"""
                INSERT INTO {mine}."Choices" ("PersonId", "Topic", "Value", "Touched", "TouchedAt", "LeftAt")
                SELECT "SubscriberId", "Aspect", "Value", "Touched", "TouchedAt", "LeftAt" FROM {theirs}."Choices"
                """,
        ];
}
