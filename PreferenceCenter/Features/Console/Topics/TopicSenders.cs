using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Who else has a topic's sender address.</summary>
/// <param name="Topics">Names of other topics that are not archived.</param>
/// <param name="IsOfSite">Whether the mailings of topics without a sender of their own come from it.</param>
internal sealed record SharedSender(IReadOnlyList<string> Topics, bool IsOfSite);

/// <summary>Finds who shares a sender: Gmail's list of subscriptions shows those as one.</summary>
internal sealed class TopicSenders(Database database, CatalogueCache catalogue, MailOptions mail, Site site)
{
    /// <param name="key">Key of the topic.</param>
    /// <param name="typed">Its sender address, as typed.</param>
    public async Task<SharedSender> OfAsync(string key, string? typed, string language, CancellationToken cancel)
    {
        if (KeyOf(typed) is not { } address)
            return new SharedSender([], false);
        await using var context = await database.CreateContextAsync();
        var others = await context
            .Topics.Where(t => t.Key != key && t.SenderAddress != null && t.State != TopicState.Archived)
            .Select(t => new { t.Key, t.SenderAddress })
            .ToListAsync(cancel);
        return new SharedSender(
            [.. others.Where(t => KeyOf(t.SenderAddress) == address).Select(t => NameOf(t.Key, language))],
            KeyOf(mail.ListsFrom?.Address) == address
        );
    }

    private string NameOf(string key, string language) =>
        catalogue.Current.ByKey.GetValueOrDefault(key)?.Words(language, site.DefaultLanguage).Name ?? key;

    private static string? KeyOf(string? typed) => EmailAddress.TryParse(typed)?.Key;
}
