using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>Reads the rows that events refer to by number or key, each once.</summary>
internal sealed class EvidenceLookups(ReadSession session, string defaultLanguage)
{
    private readonly Dictionary<int, NoticeInfo?> notices = [];
    private readonly Dictionary<(int, string), ShownWords?> words = [];
    private readonly Dictionary<int, string?> controllers = [];
    private readonly Dictionary<Guid, string?> actors = [];
    private readonly Dictionary<(string, int), FormRow?> forms = [];

    /// <summary>
    /// A notice version as a page in that language showed it: in that language, or else in the site's default language.
    /// Null if there is no such version.
    /// </summary>
    public ShownWords? Words(int number, string? language)
    {
        if (number == 0 || Kept(notices, number, ReadNotice) is not { Texts.Count: > 0 } notice)
            return null;
        // The site's default language may have been different then.
        var spoken =
            new[] { language, defaultLanguage }.FirstOrDefault(l => l is not null && notice.Texts.ContainsKey(l))
            ?? notice.Texts.Keys.Order(StringComparer.Ordinal).First();
        return Kept(words, (number, spoken), _ => Shown(notice, spoken));
    }

    public string? Controller(int number) =>
        number == 0
            ? null
            : Kept(controllers, number, n => session[Sql.ControllerNumbered, n].ExecuteScalar() as string);

    public string? Actor(Guid id) =>
        id == Guid.Empty
            ? null
            : Kept(actors, id, i => session[Sql.ActorById, i.ToByteArray(bigEndian: true)].ExecuteScalar() as string);

    public FormRow? Form(string? key, int? version) =>
        key is null || version is null ? null : Kept(forms, (key, version.Value), ReadForm);

    private NoticeInfo? ReadNotice(int number)
    {
        NoticeInfo? notice;
        using (var row = session[Sql.NoticeVersion, number].ExecuteReader())
            notice = row.Read() ? NoticeInfo.Read(row) : null;
        if (notice is null)
            return null;
        var texts = new Dictionary<string, NoticeWords>(StringComparer.Ordinal);
        using (var row = session[Sql.NoticeVersionTexts, number].ExecuteReader())
            while (row.Read())
                texts.Add(row.GetString(1), new NoticeWords(row.GetString(2), row.GetFieldValue<byte[]>(3)));
        return notice with { Texts = texts.ToFrozenDictionary(StringComparer.Ordinal) };
    }

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

    private FormRow? ReadForm((string Key, int Version) form)
    {
        using var row = session[Sql.FormVersion, ("@key", form.Key), ("@version", form.Version)].ExecuteReader();
        return !row.Read()
            ? null
            : new FormRow
            {
                Key = row.GetString(0),
                Version = row.GetInt32(1),
                Published = row.GetBoolean(2),
                Definition = row.GetString(3),
                Hash = row.GetFieldValue<byte[]>(4),
                ChangedAt = Sql.ReadInstant(row, 5),
            };
    }

    private static T? Kept<TKey, T>(Dictionary<TKey, T?> known, TKey key, Func<TKey, T?> read)
        where TKey : notnull
        where T : class
    {
        if (!known.TryGetValue(key, out var value))
            known.Add(key, value = read(key));
        return value;
    }
}
