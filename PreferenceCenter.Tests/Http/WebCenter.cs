using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Mail;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// The whole program on a socket of its own, over a directory of its own: every test starts with the topics of <see cref="Topics"/> and nobody
/// on the lists. The clock stands still and mails wait until the test moves them.
/// </summary>
internal sealed partial class WebCenter : IAsyncDisposable
{
    public const string PublicUrl = "https://preferences.example.org";
    private static readonly Lazy<Task<byte[]>> Template = new(MakeTemplateAsync);

    private readonly WebApplication app;
    private readonly bool owned;

    private WebCenter(WebApplication app, WatchedClock clock, string directory, bool owned)
    {
        (this.app, Clock, Directory, this.owned) = (app, clock, directory, owned);
    }

    public string Directory { get; }
    public WatchedClock Clock { get; }
    public DateTimeOffset Now => Clock.GetUtcNow();
    public Uri Address { get; private set; } = null!;
    public Browser Browser { get; private set; } = null!;
    public string File => FileIn(Directory);
    public IReadOnlyList<Endpoint> Endpoints => [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints)];

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <param name="settings">As on a command line, without the dashes: <c>Consent:AddThroughFooter=AtOnce</c>.</param>
    /// <param name="directory">Of a centre that ran before; else a new one that goes with this.</param>
    public static async Task<WebCenter> StartAsync(IEnumerable<string>? settings = null, Action<IServiceCollection>? adjust = null, string? directory = null)
    {
        var home = directory ?? await PrepareAsync(await Template.Value);
        return await StartIn(home, settings ?? [], adjust, owned: directory is null);
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
        $"--Storage:KeysDirectory={Path.Combine(directory, "keys")}",
        $"--Storage:JournalDirectory={Path.Combine(directory, "journal")}",
        "--Mail:Transport=Pickup",
        "--Mail:From=Northwind <hello@northwind.example>",
        .. Keys.Select(k => $"--Links:Keys:{k.Id}={Convert.ToBase64String(SecretOf(k.Id))}"),
        $"--Links:ActiveKey={ActiveKey}",
        .. settings.Select(s => "--" + s),
    ];

    private static async Task<WebCenter> StartIn(string directory, IEnumerable<string> settings, Action<IServiceCollection>? adjust, bool owned)
    {
        var clock = new WatchedClock();
        var complaints = new StringWriter();
        var app = Server.Build(Arguments(directory, settings.Prepend("Urls=http://127.0.0.1:0")), complaints, services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<TimeProvider>(clock);
            // The test says when mails go; a dispatcher that wakes by itself would race it.
            services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(MailDispatcher)));
            services.AddSingleton<MailDispatcher>();
            adjust?.Invoke(services);
        }) ?? throw new InvalidOperationException(complaints.ToString());
        var center = new WebCenter(app, clock, directory, owned);
        await center.Get<Database>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        // As a balancer waits for it; on a thread of its own it takes no longer than the first request.
        while (center.Get<JournalKeeper>().Health == JournalHealth.CatchingUp) await Task.Yield();
        center.Address = new Uri(app.Urls.Single());
        center.Browser = new Browser(center.Address);
        return center;
    }

    /// <summary>The topics, and nobody on the lists, into a directory of the test's own.</summary>
    public static async Task PrepareInAsync(string directory)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "data"));
        await System.IO.File.WriteAllBytesAsync(FileIn(directory), await Template.Value);
    }

    private static async Task<string> PrepareAsync(byte[]? database)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "data"));
        if (database is not null) await System.IO.File.WriteAllBytesAsync(FileIn(directory), database);
        return directory;
    }

    private static async Task<byte[]> MakeTemplateAsync()
    {
        await using var center = await StartIn(await PrepareAsync(null), [], null, owned: true);
        await center.ApplyTopicsAsync(Topics);
        await center.app.StopAsync();
        using var raw = center.Raw();
        raw.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)");
        return await System.IO.File.ReadAllBytesAsync(center.File);
    }

    private static string FileIn(string directory) => Path.Combine(directory, "data", "preference-center.db");

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (owned) System.IO.Directory.Delete(Directory, recursive: true);
    }
}
