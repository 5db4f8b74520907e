namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>A wording in one language, as it was shown.</summary>
/// <param name="Notice">Number of the version, as events carry it.</param>
/// <param name="Topic">Number of the topic; zero where it is the site's information.</param>
/// <param name="VersionHash">Over all languages of the version: stands in the log.</param>
/// <param name="Sha256">Of <paramref name="Html"/> in UTF-8, as it was published.</param>
/// <param name="Intact">Whether what is kept still has that hash.</param>
internal sealed record ShownWords(
    int Notice,
    long Topic,
    string Version,
    DateTimeOffset PublishedAt,
    byte[] VersionHash,
    string Language,
    byte[] Sha256,
    string Html,
    bool Intact
);
