using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// The whole program on a socket and directory of its own. Every test starts with the topics of <see cref="Topics"/>
/// and no subscribers. The clock stands still and mails wait until the test moves them.
/// </summary>
internal sealed partial class WebCenter : IAsyncDisposable
{
    public const string PublicUrl = "https://preferences.example.org";
    private readonly WebApplication app;
    private readonly Owns owns;
    private readonly IReadOnlyList<string> settings;

    private WebCenter(
        WebApplication app,
        WatchedClock clock,
        string directory,
        TestDatabase stored,
        Owns owns,
        IReadOnlyList<string> settings
    )
    {
        (this.app, Clock, Directory, Stored, this.owns, this.settings) = (
            app,
            clock,
            directory,
            stored,
            owns,
            settings
        );
    }

    /// <summary>What is removed with the centre.</summary>
    private enum Owns
    {
        Nothing,
        Directory,
        DirectoryAndDatabase,
    }

    public string Directory { get; }
    public WatchedClock Clock { get; }
    public DateTimeOffset Now => Clock.GetUtcNow();
    public Uri Address { get; private set; } = null!;
    public Browser Browser { get; private set; } = null!;
    public TestDatabase Stored { get; }
    public IReadOnlyList<Endpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints)];

    public IServiceProvider Services => app.Services;

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="settings">As on a command line, without the dashes: <c>Consent:AddThroughFooter=AtOnce</c>.</param>
    /// <param name="adjust">
    /// What is registered otherwise. A centre without any, at no address of its own, is for no browser and has no circuits.
    /// </param>
    /// <param name="directory">Directory of an earlier centre; otherwise a new one, removed with this centre.</param>
    public static async Task<WebCenter> StartAsync(
        IEnumerable<string>? settings = null,
        Action<IServiceCollection>? adjust = null,
        string? directory = null
    )
    {
        var home = directory ?? System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        if (directory is null)
            await PrepareInAsync(home);
        return await StartIn(
            home,
            settings ?? [],
            adjust,
            directory is null ? Owns.DirectoryAndDatabase : Owns.Nothing
        );
    }

    /// <summary>
    /// Arguments win over what staff set, and every centre of the tests is started with some: with this they are taken
    /// as if they stood in the settings file.
    /// </summary>
    public static void SettingsFromFile(IServiceCollection services) =>
        services.AddSingleton(center => new ConfiguredSite(
            center.GetRequiredService<Site>().Facts,
            SiteField.All.Select(f => f.Key).ToHashSet(),
            new HashSet<string>()
        ));

    /// <summary>
    /// For a centre whose pages no browser opens: mapping the circuit hub takes half of a start. Everything else is
    /// mapped and answers as usual.
    /// </summary>
    public static void WithoutCircuits(IServiceCollection services) =>
        services.RemoveAll<RenderModeEndpointProvider>().AddSingleton<RenderModeEndpointProvider, NoCircuits>();

    /// <summary>For a centre with every route, also without a browser.</summary>
    public static void Whole(IServiceCollection services) { }

    /// <summary>Render-mode provider that maps no circuit hub.</summary>
    private sealed class NoCircuits : RenderModeEndpointProvider
    {
        public override bool Supports(IComponentRenderMode renderMode) => true;

        public override IEnumerable<RouteEndpointBuilder> GetEndpointBuilders(
            IComponentRenderMode renderMode,
            IApplicationBuilder applicationBuilder
        ) => [];
    }

    /// <summary>Starts another node over the database and the keys of this one.</summary>
    public async Task<WebCenter> StartAnotherAsync(params IEnumerable<string> settings)
    {
        var home = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        Stored.NoteIn(home);
        return await StartIn(
            home,
            [
                $"Storage:KeysDirectory={Path.Combine(Directory, "keys")}",
                // A file has one journal, whichever process writes to it.
                .. Stored.File is null
                    ? []
                    : (string[])[$"Storage:JournalDirectory={Path.Combine(Directory, "journal")}"],
                .. settings,
            ],
            null,
            Owns.Directory
        );
    }

    /// <summary>What a start leaves to the console.</summary>
    public static readonly string[] NothingSaid =
    [
        "Site:Name=",
        "Site:Controller=",
        "Site:PostalAddress=",
        "Site:PrivacyContact=",
        "Site:PrivacyNoticeUrl=",
        "Site:SupervisoryAuthority=",
    ];

    /// <summary>Starts a centre in which there is nothing at all.</summary>
    public static async Task<WebCenter> StartEmptyAsync(
        IEnumerable<string> settings,
        Action<IServiceCollection>? adjust = null
    )
    {
        var home = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        var data = System.IO.Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        (await TestDatabase.NewAsync(data)).NoteIn(home);
        return await StartIn(home, settings, adjust, Owns.DirectoryAndDatabase);
    }

    /// <summary>Starts a centre over the caller's database, with the topics and no subscribers.</summary>
    public static async Task<WebCenter> StartOverAsync(TestDatabase stored)
    {
        var home = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        stored.NoteIn(home);
        var center = await StartIn(home, [], null, Owns.DirectoryAndDatabase);
        await center.ApplyTopicsAsync(Topics);
        await center.ApplyNoticesAsync(Notices);
        return center;
    }

    public static string[] Arguments(string directory, IEnumerable<string> settings) =>
        [
            "--environment=Production",
            $"--Site:PublicUrl={PublicUrl}",
            "--Site:Name=Northwind",
            "--Site:Controller=Northwind Ltd",
            "--Site:PostalAddress=1 Harbour Street, Cork, Ireland",
            "--Site:PrivacyContact=privacy@northwind.example",
            "--Site:PrivacyNoticeUrl=https://northwind.example/privacy",
            "--Site:SupervisoryAuthority=Data Protection Commission, Ireland",
            $"--Storage:Directory={Path.Combine(directory, "data")}",
            .. (TestDatabase.NotedIn(directory)?.Settings ?? []).Select(s => "--" + s),
            $"--Storage:KeysDirectory={Path.Combine(directory, "keys")}",
            $"--Storage:JournalDirectory={Path.Combine(directory, "journal")}",
            "--Mail:Transport=Pickup",
            "--Mail:From=Northwind <hello@northwind.example>",
            // A one-click is the shortest way to a change that is confirmed; OneClickTests tests it without.
            "--Mail:ConfirmOneClick=true",
            .. Keys.Select(k => $"--Links:Keys:{k.Id}={Convert.ToBase64String(SecretOf(k.Id))}"),
            $"--Links:ActiveKey={ActiveKey}",
            .. settings.Select(s => "--" + s),
        ];

    private static async Task<WebCenter> StartIn(
        string directory,
        IEnumerable<string> given,
        Action<IServiceCollection>? adjust,
        Owns owns
    )
    {
        var (clock, settings) = (new WatchedClock(), given.ToList());
        if (!settings.Any(s => s.StartsWith("Urls=", StringComparison.Ordinal)))
            adjust ??= WithoutCircuits;
        var complaints = new StringWriter();
        var app =
            WebServer.Build(
                Arguments(directory, settings.Prepend("Urls=http://127.0.0.1:0")),
                complaints,
                services =>
                {
                    services.RemoveAll<ILoggerProvider>();
                    services.AddSingleton<TimeProvider>(clock);
                    // The test decides when mails are sent; a dispatcher that wakes by itself would race with it.
                    services.Remove(
                        services.Single(s =>
                            s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(MailDispatcher)
                        )
                    );
                    services.AddSingleton<MailDispatcher>();
                    // Likewise what runs by itself: the test runs it.
                    services.RemoveAll<PeriodicWork>();
                    adjust?.Invoke(services);
                }
            ) ?? throw new InvalidOperationException(complaints.ToString());
        var center = new WebCenter(
            app,
            clock,
            directory,
            TestDatabase.NotedIn(directory)
                ?? TestDatabase.OfFile(Path.Combine(directory, "data", "preference-center.db")),
            owns,
            settings
        );
        await center.Get<Database>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        // Waits as a load balancer would; on a thread of its own this takes no longer than the first request.
        while (center.Get<JournalKeeper>().Health == JournalHealth.CatchingUp)
            await Task.Delay(1);
        center.Address = new Uri(app.Urls.Single());
        center.Browser = new Browser(center.Address);
        return center;
    }

    /// <summary>Creates a database with the topics and no subscribers in the test's directory.</summary>
    public static async Task PrepareInAsync(string directory)
    {
        var data = System.IO.Directory.CreateDirectory(Path.Combine(directory, "data")).FullName;
        (await TestDatabase.NewAsync(data, "topics", FillAsync)).NoteIn(directory);
    }

    private static async Task FillAsync(TestDatabase database)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        database.NoteIn(directory);
        await using var center = await StartIn(directory, [], null, Owns.Nothing);
        await center.ApplyTopicsAsync(Topics);
        await center.ApplyNoticesAsync(Notices);
        await center.app.StopAsync();
        System.IO.Directory.Delete(directory, recursive: true);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (owns == Owns.DirectoryAndDatabase)
            await Stored.DisposeAsync();
        if (owns != Owns.Nothing)
            System.IO.Directory.Delete(Directory, recursive: true);
    }
}
