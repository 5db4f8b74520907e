using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Features.Wording;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Catalogue;

/// <summary>Centre with the topic <c>news</c>, notices in version 1.0, and two nodes that publish.</summary>
internal sealed class PublishingCenter : IAsyncDisposable
{
    private static readonly Site Site = Mail.Samples.Site with { Languages = ["en"] };
    private static readonly Actor Author = new(ActorKind.Operator, RandomId.New());

    private readonly Database second;
    private readonly CataloguePublisher[] nodes;

    private PublishingCenter(TestCenter center)
    {
        (Center, second) = (center, center.Stored.Open());
        nodes =
        [
            new(
                center.Database,
                new CatalogueCache(center.Database),
                center.Writer,
                StaffOf(center.Database),
                center.Clock,
                NullLogger<CataloguePublisher>.Instance
            ),
            new(
                second,
                new CatalogueCache(second),
                center.StartWriter(second),
                StaffOf(second),
                center.Clock,
                NullLogger<CataloguePublisher>.Instance
            ),
        ];
        StaffAuthorizer StaffOf(Database database) =>
            new(database, new SecondFactorRule(Demanded: false), center.Clock);
    }

    public TestCenter Center { get; }

    public static async Task<PublishingCenter> NewAsync()
    {
        var center = new PublishingCenter(await TestCenter.NewAsync());
        await center.TopicsAsync(
            0,
            """{"categories":[{"key":"all","texts":{"en":{"name":"All"}}}],"topics":[{"key":"news","category":"all","state":"published","texts":{"en":{"name":"News","description":"What is new."}}}]}"""
        );
        await center.NoticesAsync(
            0,
            $$$"""{"site":{{{WordingRig.Site}}},"topics":[{"topic":"news","texts":{"en":{"statement":"Yes."} } }]}"""
        );
        return center;
    }

    /// <param name="made">Called with each plan, after it was made and before it is applied.</param>
    public Task<TopicPlan> TopicsAsync(int node, string json, Action<TopicPlan>? made = null) =>
        ApplyAsync(
            node,
            Read(json, TopicFileReader.Read),
            (file, context, at) => TopicPlan.Of(file, context, new Publishing(Author, at, Site)),
            made
        );

    /// <inheritdoc cref="TopicsAsync"/>
    public Task<NoticePlan> NoticesAsync(int node, string json, Action<NoticePlan>? made = null) =>
        ApplyAsync(
            node,
            Read(json, NoticeFileReader.Read),
            (file, context, at) => NoticePlan.Of(file, context, new Publishing(Author, at, Site)),
            made
        );

    /// <inheritdoc cref="TopicsAsync"/>
    public Task<FormPlan> FormsAsync(int node, string json, Action<FormPlan>? made = null) =>
        ApplyAsync(
            node,
            Read(json, FormFileReader.Read),
            (file, context, at) =>
                FormPlan.Of(
                    file,
                    context,
                    new CatalogueCache(Center.Database).Refresh(),
                    new Publishing(Author, at, Site)
                ),
            made
        );

    public static StaffBy By => new(Author, Channel.Command);

    public TopicDrafts Drafts() => new(Center.Database, new DraftStore(Center.Database, Center.Clock), nodes[0], Site);

    public NoticeDrafts NoticeDrafts() =>
        new(Center.Database, new DraftStore(Center.Database, Center.Clock), nodes[0], Site);

    public FormDrafts FormDrafts() =>
        new(
            Center.Database,
            new DraftStore(Center.Database, Center.Clock),
            nodes[0],
            new CatalogueCache(Center.Database),
            Site
        );

    /// <summary>What a file would be refused for, read and planned as <c>apply</c> does.</summary>
    public IReadOnlyList<Fault> FaultsOf<TFile>(
        string json,
        Func<ReadOnlyMemory<byte>, ICollection<Fault>, TFile?> read,
        Func<TFile, CenterContext, CatalogueSnapshot, Publishing, CataloguePlan> plan
    )
        where TFile : class
    {
        var faults = new List<Fault>();
        if (read(Encoding.UTF8.GetBytes(json), faults) is not { } file || faults.Count > 0)
            return faults;
        using var context = Center.Database.CreateContext();
        return plan(file, context, Now(), new Publishing(Author, Center.Clock.GetUtcNow(), Site)).Faults;
    }

    public CatalogueSnapshot Now() => new CatalogueCache(Center.Database).Refresh();

    public int CountEvents(EventKind kind)
    {
        using var context = Center.Database.CreateContext();
        return context.LedgerEvents.Count(e => e.Kind == kind);
    }

    // On a thread of its own: plans are made where they are asked for, and the tests let them wait there.
    private Task<TPlan> ApplyAsync<TFile, TPlan>(
        int node,
        TFile file,
        Func<TFile, CenterContext, DateTimeOffset, TPlan> make,
        Action<TPlan>? made
    )
        where TPlan : CataloguePlan =>
        Task.Run(() =>
            nodes[node]
                .ApplyAsync(
                    new StaffBy(Author, Channel.Command),
                    (context, at) =>
                    {
                        var plan = make(file, context, at);
                        made?.Invoke(plan);
                        return plan;
                    }
                )
        );

    private static TFile Read<TFile>(string json, Func<ReadOnlyMemory<byte>, ICollection<Fault>, TFile?> read)
        where TFile : class
    {
        var faults = new List<Fault>();
        var file = read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Empty(faults);
        return file!;
    }

    public async ValueTask DisposeAsync()
    {
        await Center.StopAsync();
        second.Dispose();
        await Center.DisposeAsync();
    }
}
