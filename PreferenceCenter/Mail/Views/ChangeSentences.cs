using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

/// <summary>
/// Describes ledger events on pages with the same words as in mails, so that one thing has one name everywhere
/// (DEC-07).
/// </summary>
/// <param name="forStaff">Whether staff read them, and not the subscriber.</param>
internal sealed class ChangeSentences(CatalogueSnapshot catalogue, string language, Site site, bool forStaff = false)
{
    private readonly MailTexts texts = new(language, site.Calendar, forStaff);

    /// <summary>
    /// An event as "subject: its present state"; null for events that subscribers are not told about.
    /// </summary>
    public string? Sentence(LedgerEventRow e) => Line(e) is { } line ? Sentence(line) : null;

    /// <summary>What a request asks for, likewise.</summary>
    public string? Wish(LedgerEventRow requested) =>
        Lines.Wishes([requested]) is [var wish] ? Sentence(wish.Wish) : null;

    private string Sentence(ChangeLine line) =>
        ChangeWords.What(texts, line) + texts["Colon"] + " " + ChangeWords.Now(texts, line);

    /// <summary>The state after the event; null for events that subscribers are not told about.</summary>
    public string? Now(LedgerEventRow e) => Line(e) is { } line ? ChangeWords.Now(texts, line) : null;

    /// <summary>Name of what an event is about.</summary>
    public string Name(long aspect) =>
        aspect switch
        {
            > 0 => Words(aspect).Name,
            Aspect.Tracking => texts["What.Tracking"],
            Aspect.Profiling => texts["What.Profiling"],
            Aspect.Language => texts["What.Language"],
            Aspect.Pause => texts["What.Pause"],
            Aspect.Restriction => texts["What.Restriction"],
            Aspect.Name => texts["What.Name"],
            Aspect.Address or Aspect.Merged => texts["What.Address"],
            _ => texts["What.AllMails"],
        };

    private ChangeLines Lines => new(catalogue, language, site.DefaultLanguage);

    private ChangeLine? Line(LedgerEventRow e) => Lines.Of([e]) is [var line] ? line : null;

    private TopicWords Words(long topic) =>
        catalogue.ByNumber.TryGetValue(topic, out var info)
            ? info.Words(language, site.DefaultLanguage)
            : new TopicWords("", "", "");
}
