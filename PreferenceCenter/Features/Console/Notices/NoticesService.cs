using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Reads the list of notices: the version in force of each, where it is used, and who agreed to it.</summary>
internal sealed class NoticesService(
    StaffAuthorizer staff,
    DraftStore store,
    TopicAudiences audiences,
    CatalogueCache catalogue,
    Site site
) : ConsoleService(staff)
{
    /// <param name="language">The reader's language, in which topics are named where they can be.</param>
    public async Task<IReadOnlyList<NoticeLine>> ListAsync(
        StaffTicket? ticket,
        string language,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        var now = catalogue.Refresh();
        var drafts = (await store.ListAsync(DraftKind.Notice, cancel)).ToDictionary(d => d.Key);
        var people = await audiences.CountAsync(cancel);
        NoticeLine Line(string key, string? topic, NoticeInfo? notice, long aspect) =>
            new(
                key,
                topic,
                notice?.Version,
                notice?.PublishedAt,
                Of(people, aspect).ByNotice.GetValueOrDefault(notice?.Number ?? -1),
                Of(people, aspect).ByNotice.Where(n => n.Key != notice?.Number).Sum(n => n.Value),
                FormsOf(now, key),
                site.Languages.Count(code => notice?.Texts.ContainsKey(code) != true),
                drafts.ContainsKey(key),
                drafts.GetValueOrDefault(key)?.PublishAt
            );
        return
        [
            Line(NoticeKey.Site, null, now.SiteNotice, 0),
            .. now
                .Topics.Where(t => t.Topic.State != TopicState.Archived)
                .Select(t => Line(t.Key, t.Words(language, site.DefaultLanguage).Name, t.Notice, t.Number)),
            Line(NoticeKey.Tracking, null, now.StatementOf(Aspect.Tracking), Aspect.Tracking),
            Line(NoticeKey.Profiling, null, now.StatementOf(Aspect.Profiling), Aspect.Profiling),
        ];
    }

    /// <summary>Keys of the published forms that show a notice: of every form the site's, of no form tracking and profiling.</summary>
    internal static IReadOnlyList<string> FormsOf(CatalogueSnapshot catalogue, string key) =>
        key is NoticeKey.Tracking or NoticeKey.Profiling ? []
        : key == NoticeKey.Site
            ? [.. catalogue.Forms.Values.Where(f => f.Published).Select(f => f.Key).Order(StringComparer.Ordinal)]
        : catalogue.FormsOffering(key);

    private static TopicAudience Of(IReadOnlyDictionary<long, TopicAudience> people, long aspect) =>
        people.GetValueOrDefault(aspect, TopicAudience.None);
}
