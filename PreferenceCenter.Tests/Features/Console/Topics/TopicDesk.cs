using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.Schedule;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;

namespace PreferenceCenter.Tests.Features.Console.Topics;

/// <summary>The desk of a marketer.</summary>
internal sealed class TopicDesk : IAsyncDisposable
{
    private readonly AsyncServiceScope scope;

    private TopicDesk(StaffCenter center)
    {
        (Center, scope) = (center, center.Web.Get<IServiceScopeFactory>().CreateAsyncScope());
        SignInAgain();
    }

    public StaffCenter Center { get; }
    public WebCenter Web => Center.Web;
    public StaffIdentity Who { get; private set; } = null!;
    public StaffTicket? Ticket => Who.Ticket;
    public TopicsService Board => Get<TopicsService>();
    public TopicEditService Editor => Get<TopicEditService>();
    public TopicMergeService Merges => Get<TopicMergeService>();
    public IServiceProvider Services => scope.ServiceProvider;
    public IReadOnlyDictionary<string, TopicInfo> Published => Web.Get<CatalogueCache>().Refresh().ByKey;

    public static async Task<TopicDesk> OpenAsync(params string[] settings) =>
        new(await StaffCenter.StartAsync(settings));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<IReadOnlyList<PaletteEntry>> FindAsync(string typed) =>
        Services
            .GetServices<IPaletteSource>()
            .OfType<TopicPalette>()
            .Single()
            .FindAsync(Ticket!, typed, Web.Get<PageContexts>().In("en", asked: false), Stop);

    public void SignInAgain() => Who = Center.SignedInFor(StaffRole.Marketing, Web.Now.AddHours(8));

    public Task<TopicBoardView> ReadAsync() => Board.BoardAsync(Ticket, "en", Stop);

    public async Task<CatalogueDraft> Draft(string key) => (await Web.Get<TopicDrafts>().ReadAsync(key, Stop))!;

    public Task<EditResult> EditAsync(string key, string path, JsonNode? seen, JsonNode? value) =>
        Editor.EditAsync(Ticket, key, path, seen, value);

    public async Task<IReadOnlyList<Fault>> PublishAsync(string key) =>
        await Editor.PublishAsync(Ticket, key, (await Draft(key)).Version);

    public Task RunAsync() => Web.Get<PeriodicWorker>().RunAsync(Web.Get<ScheduledDrafts>(), Stop);

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await Center.DisposeAsync();
    }
}
