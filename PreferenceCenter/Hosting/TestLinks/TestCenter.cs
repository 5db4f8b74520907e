using System.Diagnostics;
using System.Diagnostics.Metrics;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Data.Sqlite;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Features.Public.Undo;
using PreferenceCenter.Features.Public.Unsubscribe;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.MailedLinks;

namespace PreferenceCenter.Hosting.TestLinks;

/// <summary>
/// The sandbox of test links: the pages of the program, and its change writer, over a database in memory. It has the
/// catalogue and the site of the centre, and neither its journal nor anything that sends: nothing leaves it.
/// </summary>
internal sealed class TestCenter : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly MemoryDatabase memory;
    private readonly RequestDelegate pages;

    private TestCenter(MemoryDatabase memory, ServiceProvider services)
    {
        (this.memory, this.services) = (memory, services);
        var app = new ApplicationBuilder(services);
        var sameOrigin = new SameOrigin(services.GetRequiredService<Site>().Origin);
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            routes.MapPreferences(sameOrigin);
            routes.MapUnsubscribe();
            routes.MapUndo(sameOrigin);
        });
        pages = app.Build();
    }

    /// <param name="shown">The pages of test links.</param>
    public static async Task<TestCenter> StartAsync(IServiceProvider center, PageContexts shown)
    {
        var memory = await MemoryDatabase.NewAsync(CancellationToken.None);
        var services = ServicesOf(center, memory.Database, shown);
        await services.GetRequiredService<ChangeWriter>().StartAsync(CancellationToken.None);
        return new TestCenter(memory, services);
    }

    /// <summary>Answers a request with a page of the link's person.</summary>
    public async Task AnswerAsync(SignedLink link, HttpContext http)
    {
        await services.GetRequiredService<TestPerson>().EnsureAsync(link);
        await pages(http);
    }

    public Task AnswerAsync(HttpContext http) => pages(http);

    /// <summary>Whether a page of the sandbox made that token: of an undo.</summary>
    public async ValueTask<bool> MadeAsync(byte[] hash) =>
        await services.GetRequiredService<SubscriberReader>().FindLinkAsync(hash) is not null;

    public async ValueTask DisposeAsync()
    {
        await services.GetRequiredService<ChangeWriter>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
        memory.Dispose();
    }

    private static ServiceProvider ServicesOf(IServiceProvider center, Database database, PageContexts shown)
    {
        T Same<T>()
            where T : notnull => center.GetRequiredService<T>();
        return new ServiceCollection()
            .AddSingleton(Same<ILoggerFactory>())
            .AddLogging()
            .AddRouting()
            .AddSingleton<IMeterFactory, SilentMeters>()
            .AddSingleton<DiagnosticSource>(Same<DiagnosticListener>())
            .AddSingleton(Same<DiagnosticListener>())
            .AddSingleton(Same<TimeProvider>())
            .AddSingleton(Same<Site>())
            .AddSingleton(Same<LinkLifetimes>())
            .AddSingleton(Same<CatalogueCache>())
            .AddSingleton(Same<GrantTerms>())
            .AddSingleton(Same<LedgerSettings>())
            .AddSingleton<ILinkKeys>(Same<TestLinkKeys>())
            .AddSingleton(shown)
            .AddSingleton(new HttpEvidence(StoreIp.None))
            .AddSingleton(database)
            .AddSingleton<SubscriberReader>()
            .AddSingleton<PrivacyRequestStore>()
            .AddSingleton<LedgerMetrics>()
            .AddSingleton<ChangeWriter>()
            .AddSingleton<ChoiceNotes>()
            .AddSingleton<IdentityLinkSender>()
            .AddSingleton<TestPerson>()
            .AddPreferences()
            .AddUnsubscribe()
            .AddUndo()
            .BuildServiceProvider();
    }
}
