using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>gate PORT KEY DATABASE</c>: a leave as it is written first, one EF Core unit of work a request, and the one
/// improvement everybody finds, a gate before it, without which SQLite's waiting writers sleep. The same people, the same durability.
/// </summary>
internal static class GateMode
{
    private static readonly string[] Copies =
    [
        """
        INSERT INTO "People" ("Id", "PublicId", "LedgerId", "Address", "LastSeq")
        SELECT "Id", "PublicId", "LedgerId", "Address", "LastSeq" FROM product."Subscribers"
        """,
        """
        INSERT INTO "Choices" ("PersonId", "Topic", "Value", "Touched", "TouchedAt", "LeftAt")
        SELECT "SubscriberId", "Aspect", "Value", "Touched", "TouchedAt", "LeftAt" FROM product."Choices"
        """,
        """INSERT INTO "Heads" ("Id", "Size", "Hash") VALUES (1, 0, zeroblob(32))""",
    ];

    public static async Task<int> RunAsync(int port, LinkKeys keys, string file)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        builder.Services.AddRoutingCore();
        builder.Services.AddPooledDbContextFactory<GateContext>(options => Configure(options, file));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<GateLeave>();
        var app = builder.Build();
        var leave = app.Services.GetRequiredService<GateLeave>();
        app.MapPost("/u/{token}", async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (SignedLink.TryRead((string)http.Request.RouteValues["token"]!, keys, out var link)) await leave.RunAsync(link);
            else http.Response.StatusCode = StatusCodes.Status404NotFound;
        });
        await app.StartAsync();
        await Parent.WaitForEndAsync();
        return 0;
    }

    /// <summary>Its own tables, with the people of the product's database.</summary>
    public static async Task MakeAsync(string file, string productFile, CancellationToken cancel)
    {
        await using var context = new GateContext(Configure(new DbContextOptionsBuilder<GateContext>(), file).Options);
        await context.Database.EnsureCreatedAsync(cancel);
        await context.Database.OpenConnectionAsync(cancel);
        await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode=WAL", cancel);
        await context.Database.ExecuteSqlAsync($"ATTACH {productFile} AS product", cancel);
        foreach (var copy in Copies) await context.Database.ExecuteSqlRawAsync(copy, cancel);
        SqliteConnection.ClearAllPools();
    }

    // SQLite's own default is synchronous=FULL: the same promise as the product's.
    private static T Configure<T>(T options, string file) where T : DbContextOptionsBuilder
    {
        options.UseSqlite($"Data Source={file}");
        return options;
    }
}
