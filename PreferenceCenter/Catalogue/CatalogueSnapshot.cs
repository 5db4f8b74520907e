using System.Collections.Frozen;
using System.Data.Common;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>Texts of a topic in one language.</summary>
internal sealed record TopicWords(string Name, string Description, string HowOften)
{
    /// <summary>A sample issue in Markdown; null where there is none.</summary>
    public string? Sample { get; init; }
}

/// <summary>Whom the mailings of a topic come from.</summary>
internal sealed record TopicSender(string Name, string Address);

/// <summary>A category of topics, with its name in each language.</summary>
internal sealed record CategoryInfo(string Key, int Order, FrozenDictionary<string, string> Names)
{
    public string Name(string language, string fallback) =>
        Names.GetValueOrDefault(language) ?? Names.GetValueOrDefault(fallback) ?? Key;
}

/// <summary>A topic with its category, its texts and the consent statement in force.</summary>
internal sealed record TopicInfo(
    Topic Topic,
    CategoryInfo Category,
    int Order,
    FrozenDictionary<string, TopicWords> Texts
)
{
    /// <summary>The consent statement in force.</summary>
    public NoticeInfo? Notice { get; init; }

    /// <summary>Key of the topic that it was merged into; null where it was not.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Its own sender; null where mailings come from the site's.</summary>
    public TopicSender? Sender { get; init; }

    /// <summary>
    /// The label of its List-Id. The one of a sensitive topic does not tell what it is about, and is no key of another.
    /// </summary>
    public string ListLabel => Topic.Sensitive ? Invariant($"topic_{Number}") : Key;

    public long Number => Topic.Number;
    public string Key => Topic.Key;

    /// <summary>
    /// The texts in the subscriber's language, otherwise in the site's default language. A topic without texts is shown
    /// by its key, so that subscribers can still leave it.
    /// </summary>
    public TopicWords Words(string language, string fallback) =>
        Texts.GetValueOrDefault(language) ?? Texts.GetValueOrDefault(fallback) ?? new TopicWords(Key, "", "");

    /// <summary>
    /// Whether its sample issue may be shown to anybody: not where the topic is not on everybody's page, which its sample must
    /// not tell of.
    /// </summary>
    private bool ShowsSample => Topic is { Private: false, State: TopicState.Published };

    /// <summary>The sample issue that anybody may see; null where there is none.</summary>
    public (string Language, string Markdown)? Sample(string language, string fallback) =>
        ShowsSample ? SampleText(language, fallback) : null;

    /// <summary>
    /// The sample issue in Markdown and its language: the reader's, otherwise the site's default language. Null where there is
    /// none.
    /// </summary>
    public (string Language, string Markdown)? SampleText(string language, string fallback) =>
        Texts.GetValueOrDefault(language)?.Sample is { } own ? (language, own)
        : Texts.GetValueOrDefault(fallback)?.Sample is { } other ? (fallback, other)
        : null;
}

/// <summary>
/// Immutable snapshot of topics, categories, notices and forms, read in one transaction; held in memory and replaced as
/// a whole.
/// </summary>
internal sealed record CatalogueSnapshot
{
    /// <summary>In the order of the page, whatever order they are given in.</summary>
    public required IReadOnlyList<TopicInfo> Topics
    {
        get;
        init
        {
            field =
            [
                .. value
                    .OrderBy(t => t.Category.Order)
                    .ThenBy(t => t.Category.Key, StringComparer.Ordinal)
                    .ThenBy(t => t.Order)
                    .ThenBy(t => t.Number),
            ];
            (ByNumber, ByKey) = (field.ToFrozenDictionary(t => t.Number), field.ToFrozenDictionary(t => t.Key));
        }
    }
    public FrozenDictionary<long, TopicInfo> ByNumber { get; private init; } = FrozenDictionary<long, TopicInfo>.Empty;
    public FrozenDictionary<string, TopicInfo> ByKey { get; private init; } = FrozenDictionary<string, TopicInfo>.Empty;

    /// <summary>The site notice in force: the information of GDPR article 13.</summary>
    public required NoticeInfo? SiteNotice { get; init; }
    public required FrozenDictionary<string, FormInfo> Forms { get; init; }

    /// <summary>The consent statements in force of tracking and profiling, by aspect.</summary>
    public required FrozenDictionary<long, NoticeInfo> Permissions { get; init; }

    /// <summary>Every consent statement in force as the domain rules read it, by topic or other aspect.</summary>
    public required FrozenDictionary<long, TopicNotice> Notices { get; init; }

    /// <summary>
    /// Version of the catalogue. It counts administrative changes, so another number means that the catalogue may
    /// differ.
    /// </summary>
    public required long Version { get; init; }

    /// <summary>
    /// The topic that one was merged into, and that one into another, and so on; itself where it was not. Links of a merged
    /// topic are about it.
    /// </summary>
    public TopicInfo SurvivorOf(TopicInfo topic)
    {
        // A file could name a circle; nobody is in one.
        for (var steps = 0; steps < Topics.Count; steps++)
            if (topic.MergedInto is { } into && ByKey.TryGetValue(into, out var next))
                topic = next;
            else
                break;
        return topic;
    }

    /// <summary>The number of the topic that links of a topic are about; 0 stays 0, an unknown one itself.</summary>
    public uint ScopeOf(uint topic) =>
        ByNumber.TryGetValue(topic, out var info) ? (uint)SurvivorOf(info).Number : topic;

    /// <summary>
    /// Whether pages behind a signed link of that scope may name the topic. Such a link is forwarded, so it names no
    /// private topic but its own.
    /// </summary>
    public bool MayName(long topic, long scope) =>
        topic == scope || (ByNumber.TryGetValue(topic, out var info) && !info.Topic.Private);

    /// <summary>The published forms that offer that topic.</summary>
    public IReadOnlyList<string> FormsOffering(string topic) =>
        [
            .. Forms
                .Values.Where(f => f.Published && f.Definition.Topics.Contains(topic))
                .Select(f => f.Key)
                .Order(StringComparer.Ordinal),
        ];

    public static CatalogueSnapshot Read(ReadSession session)
    {
        using var snapshot = session.Snapshot();
        var version = Convert.ToInt64(session[Sql.AdminVersion].ExecuteScalar(), null);
        var names = Rows(
                session[Sql.CategoryTexts],
                row => (Key: row.GetString(0), Language: row.GetString(1), Name: row.GetString(2))
            )
            .ToLookup(t => t.Key);
        var words = Rows(
                session[Sql.TopicTexts],
                row =>
                    (
                        Number: row.GetInt64(0),
                        Language: row.GetString(1),
                        Words: new TopicWords(row.GetString(2), row.GetString(3), row.GetString(4))
                        {
                            Sample = row.IsDBNull(5) ? null : row.GetString(5),
                        }
                    )
            )
            .ToLookup(t => t.Number);
        var categories = Rows(
                session[Sql.Categories],
                row => new CategoryInfo(
                    row.GetString(0),
                    row.GetInt32(1),
                    names[row.GetString(0)].ToFrozenDictionary(t => t.Language, t => t.Name)
                )
            )
            .ToDictionary(c => c.Key);
        var noticeWords = Rows(
                session[Sql.NoticeTexts],
                row =>
                    (
                        Number: row.GetInt32(0),
                        Language: row.GetString(1),
                        Words: new NoticeWords(row.GetString(2), row.GetFieldValue<byte[]>(3))
                    )
            )
            .ToLookup(t => t.Number);
        var versions = Rows(session[Sql.Notices], NoticeInfo.Read)
            .GroupBy(n => n.TopicNumber)
            .ToDictionary(g => g.Key, g => g.ToArray());
        var notices = versions
            .Values.Select(v =>
                v[^1] with
                {
                    Texts = noticeWords[v[^1].Number].ToFrozenDictionary(t => t.Language, t => t.Words),
                }
            )
            .ToDictionary(n => n.TopicNumber);
        var terms = versions.Where(v => v.Key != 0).ToFrozenDictionary(v => v.Key, v => NoticeInfo.TermsOf(v.Value));
        var topics = Rows(
            session[Sql.Topics],
            row => new TopicInfo(
                ReadTopic(row, terms),
                categories[row.GetString(5)],
                row.GetInt32(6),
                words[row.GetInt64(0)].ToFrozenDictionary(t => t.Language, t => t.Words)
            )
            {
                Notice = notices.GetValueOrDefault(row.GetInt64(0)),
                Sender = row.IsDBNull(12)
                    ? null
                    : new TopicSender(row.IsDBNull(11) ? "" : row.GetString(11), row.GetString(12)),
                MergedInto = row.IsDBNull(13) ? null : row.GetString(13),
            }
        );
        return new CatalogueSnapshot
        {
            Topics = topics,
            SiteNotice = notices.GetValueOrDefault(0),
            Permissions = notices.Where(n => Aspect.IsPermission(n.Key)).ToFrozenDictionary(n => n.Key, n => n.Value),
            Forms = Rows(
                    session[Sql.Forms],
                    row => new FormInfo(
                        row.GetString(0),
                        row.GetInt32(1),
                        row.GetBoolean(2),
                        FormDefinition.Parse(row.GetString(3))
                    )
                )
                .ToFrozenDictionary(f => f.Key),
            Notices = terms,
            Version = version,
        };
    }

    /// <summary>The consent statement in force of a topic, of tracking or of profiling.</summary>
    public NoticeInfo? StatementOf(long aspect) =>
        ByNumber.TryGetValue(aspect, out var topic) ? topic.Notice : Permissions.GetValueOrDefault(aspect);

    private static List<T> Rows<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        using var row = command.ExecuteReader();
        while (row.Read())
            rows.Add(read(row));
        return rows;
    }

    private static Topic ReadTopic(DbDataReader row, FrozenDictionary<long, TopicNotice> notices)
    {
        var offered = row.GetInt32(4);
        return new Topic(
            row.GetInt64(0),
            row.GetString(1),
            (TopicState)row.GetInt32(2),
            row.GetBoolean(3),
            [.. Enum.GetValues<Frequency>().Where(f => f != Frequency.Off && (offered & (1 << (int)f)) != 0)]
        )
        {
            Notice = notices.GetValueOrDefault(row.GetInt64(0)),
            SingleOptIn = row.GetBoolean(7),
            ProductFamily = row.IsDBNull(8) ? null : row.GetString(8),
            Sensitive = row.GetBoolean(9),
            CheckedTemplatesOnly = row.GetBoolean(10),
        };
    }
}

/// <summary>
/// Cache of the current catalogue. Another process may change the catalogue, so it is checked about once a second.
/// </summary>
internal sealed class CatalogueCache(Database database)
{
    private volatile CatalogueSnapshot? current;

    public CatalogueSnapshot Current => current ?? Refresh();

    public CatalogueSnapshot Refresh()
    {
        using var session = database.Read();
        return current = CatalogueSnapshot.Read(session);
    }

    public void RefreshIfChanged()
    {
        using var session = database.Read();
        if (current is { } known && Convert.ToInt64(session[Sql.AdminVersion].ExecuteScalar(), null) == known.Version)
            return;
        Refresh();
    }
}
