using System.Runtime.CompilerServices;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks SPF (RFC 7208) of the domains that mails come from: the record names the permitted senders and refuses all
/// others.
/// </summary>
internal static class SpfCheck
{
    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        foreach (var domain in examined.FromDomains)
            yield return Judge(domain, await examined.Dns.OfAsync(domain, cancel));
    }

    private static Finding Judge(string domain, IReadOnlyList<string> texts)
    {
        string[] records = [.. texts.Where(IsSpf)];
        if (records.Length == 0)
            return Finding.Fail(
                "dns.spf",
                $"{domain} has no SPF record: publish who may send for it, ending in ~all or -all"
            );
        // §3.2: if there are two, receivers use neither.
        if (records.Length > 1)
            return Finding.Fail("dns.spf", $"{domain} has {records.Length} SPF records: receivers then take none");
        var terms = records[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return terms
            .LastOrDefault(term => term.EndsWith("all", StringComparison.OrdinalIgnoreCase) && term.Length <= 4)
            ?.ToLowerInvariant() switch
        {
            "-all" or "~all" => Finding.Pass("dns.spf", $"{domain}: {records[0]}"),
            "all" or "+all" => Finding.Fail("dns.spf", $"{records[0]}: lets the whole world send for {domain}"),
            "?all" => Finding.Warn(
                "dns.spf",
                $"{domain}: {records[0]}: says nothing of anybody else; end it in ~all or -all"
            ),
            _ when terms.Any(term => term.StartsWith("redirect=", StringComparison.OrdinalIgnoreCase)) => Finding.Warn(
                "dns.spf",
                $"{domain}: {records[0]}: look at what it redirects to"
            ),
            _ => Finding.Warn("dns.spf", $"{domain}: {records[0]}: has no end; end it in ~all or -all"),
        };
    }

    private static bool IsSpf(string text) =>
        text.Equals("v=spf1", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("v=spf1 ", StringComparison.OrdinalIgnoreCase);
}
