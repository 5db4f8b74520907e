namespace PreferenceCenter.Features.Console.Translations;

/// <summary>A language on the page of translations: how much of the texts it has, and the file that waits.</summary>
/// <param name="OfSite">Whether pages are shown in it.</param>
/// <param name="Changed">Translated from a text that is another one by now.</param>
/// <param name="Waits">Whether a translated file waits to be published.</param>
/// <param name="PublishAt">When that file is published by itself; null for not at all.</param>
public sealed record TranslationLine(
    string Language,
    bool OfSite,
    int Translated,
    int Missing,
    int Changed,
    bool Waits,
    DateTimeOffset? PublishAt
)
{
    public int All => Translated + Missing + Changed;
}
