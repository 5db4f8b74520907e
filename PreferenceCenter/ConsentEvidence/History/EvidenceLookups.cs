using System.Collections.Frozen;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>The rows that events refer to by number or key, each read once.</summary>
internal sealed class EvidenceLookups(string defaultLanguage)
{
    private readonly Dictionary<int, NoticeInfo> notices = [];
    private readonly Dictionary<(int, string), ShownWords> words = [];
    private readonly Dictionary<int, string> controllers = [];
    private readonly Dictionary<Guid, string> actors = [];
    private readonly Dictionary<(string, int), FormRow> forms = [];

    /// <summary>Reads all that the events and their evidence refer to.</summary>
    public static async ValueTask<EvidenceLookups> ReadAsync(
        ReadSession session,
        string defaultLanguage,
        IReadOnlyCollection<LedgerEventRow> events,
        IReadOnlyCollection<StoredEvidence> evidence
    )
    {
        var lookups = new EvidenceLookups(defaultLanguage);
        var facts = evidence.Select(e => e.Facts).OfType<Evidence>().ToArray();
        await lookups.ReadNoticesAsync(
            session,
            [.. events.Select(e => e.Notice), .. facts.Select(f => f.SiteNotice ?? 0)]
        );
        foreach (var number in events.Select(e => e.Controller).Where(n => n != 0).Distinct())
            if (await session[Sql.ControllerNumbered, number].ExecuteScalarAsync() is string name)
                lookups.controllers.Add(number, name);
        foreach (var id in events.Select(e => e.ActorId).Where(id => id != Guid.Empty).Distinct())
            if (await session[Sql.ActorById, id.ToByteArray(bigEndian: true)].ExecuteScalarAsync() is string name)
                lookups.actors.Add(id, name);
        foreach (var (key, version) in facts.Select(f => (f.Form, f.FormVersion)).Distinct())
            if (
                key is not null
                && version is { } number
                && await session[Sql.FormVersion, ("@key", key), ("@version", number)].FirstAsync(ReadForm) is { } form
            )
                lookups.forms.Add((key, number), form);
        return lookups;
    }

    public async ValueTask ReadNoticesAsync(ReadSession session, IEnumerable<int> numbers)
    {
        foreach (var number in numbers.Where(n => n != 0).Distinct())
        {
            if (await session[Sql.NoticeVersion, number].FirstAsync(NoticeInfo.Read) is not { } notice)
                continue;
            var texts = await session[Sql.NoticeVersionTexts, number]
                .AllAsync(static row =>
                    (Language: row.GetString(1), Words: new NoticeWords(row.GetString(2), row.GetFieldValue<byte[]>(3)))
                );
            notices.Add(
                number,
                notice with
                {
                    Texts = texts.ToFrozenDictionary(t => t.Language, t => t.Words, StringComparer.Ordinal),
                }
            );
        }
    }

    /// <summary>
    /// A notice version as a page in that language showed it: in that language, or else in the site's default language.
    /// Null if there is no such version.
    /// </summary>
    public ShownWords? Words(int number, string? language)
    {
        if (notices.GetValueOrDefault(number) is not { Texts.Count: > 0 } notice)
            return null;
        // The site's default language may have been different then.
        var spoken =
            new[] { language, defaultLanguage }.FirstOrDefault(l => l is not null && notice.Texts.ContainsKey(l))
            ?? notice.Texts.Keys.Order(StringComparer.Ordinal).First();
        if (!words.TryGetValue((number, spoken), out var shown))
            words.Add((number, spoken), shown = Shown(notice, spoken));
        return shown;
    }

    public string? Controller(int number) => controllers.GetValueOrDefault(number);

    public string? Actor(Guid id) => actors.GetValueOrDefault(id);

    public FormRow? Form(string? key, int? version) =>
        key is null || version is null ? null : forms.GetValueOrDefault((key, version.Value));

    private static ShownWords Shown(NoticeInfo notice, string language)
    {
        var (html, hash) = (notice.Texts[language].Html, notice.Texts[language].Hash);
        return new ShownWords(
            notice.Number,
            notice.TopicNumber,
            notice.Version,
            notice.PublishedAt,
            notice.Hash,
            language,
            hash,
            html,
            hash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(html)))
        );
    }

    private static FormRow ReadForm(DbDataReader row) =>
        new()
        {
            Key = row.GetString(0),
            Version = row.GetInt32(1),
            Published = row.GetBoolean(2),
            Definition = row.GetString(3),
            Hash = row.GetFieldValue<byte[]>(4),
            ChangedAt = Sql.ReadInstant(row, 5),
        };
}
