using System.Globalization;
using System.Runtime.CompilerServices;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Counts the personal Gmail accounts that one mailing to each topic, and all mailings of one day together, would
/// reach. Google treats a sender of about 5 000 mails a day to such accounts, subdomains together, as a bulk sender:
/// one such day is enough, and it holds for ever.
/// </summary>
internal static class BulkCheck
{
    private const int WarnFrom = 4_000;
    private static readonly string[] Personal = ["@gmail.com", "@googlemail.com"];

    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var (audience, topics, sum) = (examined.Service<Audience>(), 0, 0);
        foreach (
            var info in examined
                .Service<CatalogueCache>()
                .Current.ByNumber.Values.Where(info => info.Topic.Mailable)
                .OrderBy(info => info.Topic.Number)
        )
        {
            var count = 0;
            await foreach (var page in audience.PagesAsync(info.Topic))
            {
                cancel.ThrowIfCancellationRequested();
                count += page.Count(member =>
                    Personal.Any(domain => member.Address.Key.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
                );
            }
            (topics, sum) = (topics + 1, sum + count);
            var says = string.Create(
                CultureInfo.InvariantCulture,
                $"{info.Topic.Key}: one mailing reaches {count} personal Gmail accounts"
            );
            yield return Judge(count, says);
        }
        if (topics > 1)
            yield return Judge(
                sum,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"all topics on one day: {sum} emails to personal Gmail accounts"
                )
            );
    }

    private static Finding Judge(int count, string says) =>
        count < WarnFrom
            ? Finding.Pass("bulk.gmail", says)
            : Finding.Warn(
                "bulk.gmail",
                says + "; from about 5 000 a day on Google's rules for bulk senders hold for you for ever"
            );
}
