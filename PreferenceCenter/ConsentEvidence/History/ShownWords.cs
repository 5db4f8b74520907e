namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>A notice in one language, as it was shown.</summary>
/// <param name="Notice">Number of the notice version, as events refer to it.</param>
/// <param name="Topic">Number of the topic; zero for the site's privacy notice.</param>
/// <param name="VersionHash">Hash over all languages of the version; the log contains it.</param>
/// <param name="Sha256">SHA-256 of <paramref name="Html"/> in UTF-8, as it was published.</param>
/// <param name="Intact">Whether the stored text still has that hash.</param>
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
