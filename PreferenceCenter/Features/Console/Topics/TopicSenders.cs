using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Who else has a topic's sender.</summary>
/// <param name="Topics">Names of other topics that are not archived.</param>
/// <param name="IsOfSite">Whether it is an address of its own from which the mailings of topics without one come too.</param>
internal sealed record SharedSender(IReadOnlyList<string> Topics, bool IsOfSite);

/// <summary>Finds who shares a sender: Gmail's list of subscriptions shows those as one.</summary>
internal sealed class TopicSenders(Database database, CatalogueCache catalogue, MailOptions mail, Site site)
{
    /// <param name="key">Key of the topic.</param>
    /// <param name="typed">Its sender address, as typed; without one it has the site's.</param>
    public async Task<SharedSender> OfAsync(string key, string? typed, string language, CancellationToken cancel)
    {
        var (own, ofSite) = (KeyOf(typed), KeyOf(mail.ListsFrom?.Address));
        if (own is null && !string.IsNullOrWhiteSpace(typed))
            return new SharedSender([], false);
        await using var context = await database.CreateContextAsync();
        var others = await context
            .Topics.Where(t => t.Key != key && t.State != TopicState.Archived)
            .Select(t => new { t.Key, t.SenderAddress })
            .ToListAsync(cancel);
        return new SharedSender(
            [
                .. others
                    .Where(t => KeyOf(t.SenderAddress) is { } other ? other == (own ?? ofSite) : own is null)
                    .Select(t => NameOf(t.Key, language)),
            ],
            own is not null && own == ofSite
        );
    }

    private string NameOf(string key, string language) =>
        catalogue.Current.ByKey.GetValueOrDefault(key)?.Words(language, site.DefaultLanguage).Name ?? key;

    private static string? KeyOf(string? typed) => EmailAddress.TryParse(typed)?.Key;
}
