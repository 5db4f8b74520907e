using System.Collections.Frozen;
using System.Data.Common;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>Rendered text of a notice in one language, and its SHA-256 hash.</summary>
internal sealed record NoticeWords(string Html, byte[] Hash);

/// <summary>A version of a notice (consent statement or site notice).</summary>
internal sealed record NoticeInfo(
    int Number,
    long TopicNumber,
    int Major,
    int Minor,
    DateTimeOffset PublishedAt,
    DateTimeOffset? RenewBy,
    byte[] Hash
)
{
    public FrozenDictionary<string, NoticeWords> Texts { get; init; } = FrozenDictionary<string, NoticeWords>.Empty;

    public string Version => Invariant($"{Major}.{Minor}");

    /// <summary>
    /// The text in the reader's language, otherwise in the site's default language, otherwise in one that the version
    /// was published in when the site had another default. Also returns the language used.
    /// </summary>
    public (string Language, NoticeWords Words) In(string language, string fallback)
    {
        var spoken =
            Texts.ContainsKey(language) ? language
            : Texts.ContainsKey(fallback) ? fallback
            : Texts.Keys.Min(StringComparer.Ordinal)!;
        return (spoken, Texts[spoken]);
    }

    public static NoticeInfo Read(DbDataReader row) =>
        new(
            row.GetInt32(0),
            row.GetInt64(1),
            row.GetInt32(2),
            row.GetInt32(3),
            Sql.ReadInstant(row, 4),
            row.IsDBNull(5) ? null : Sql.ReadInstant(row, 5),
            row.GetFieldValue<byte[]>(6)
        );

    /// <summary>The versions of a topic's notice, oldest first, as the domain rules read them.</summary>
    public static TopicNotice TermsOf(IReadOnlyList<NoticeInfo> versions) =>
        new(
            versions[^1].Number,
            [.. versions.Where(v => v.RenewBy is not null).Select(v => new NewPurpose(v.Number, v.RenewBy!.Value))]
        );
}
