using System.Runtime.CompilerServices;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks DMARC (RFC 7489) of the domains that mails come from: there is a policy, and the domain of our DKIM signature
/// is aligned with it.
/// </summary>
internal static class DmarcCheck
{
    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        foreach (var domain in examined.FromDomains.Where(d => d != examined.FromDomain))
        {
            var (listsOwner, ofLists) = await FindAsync(examined, domain, cancel);
            yield return Policy(domain, listsOwner, ofLists);
        }
        var (owner, record) = await FindAsync(examined, examined.FromDomain, cancel);
        yield return Policy(examined.FromDomain, owner, record);
        // Mailings are signed by the system that sends them. This program signs its own mails only.
        if (record is not null && examined.Setting("Mail:Dkim:Domain")?.ToLowerInvariant() is { } signer)
            yield return Alignment(examined.FromDomain, owner, signer, TagList.Parse(record));
    }

    // Searches upwards from the From domain to the first domain that has a record, which is the organisation's. This
    // replaces a list of public suffixes, because public suffixes have no such record.
    private static async Task<(string Owner, string? Record)> FindAsync(
        Examination examined,
        string from,
        CancellationToken cancel
    )
    {
        for (
            var domain = from;
            domain.Contains('.', StringComparison.Ordinal);
            domain = domain[(domain.IndexOf('.', StringComparison.Ordinal) + 1)..]
        )
        {
            var texts = await examined.Dns.OfAsync("_dmarc." + domain, cancel);
            if (texts.FirstOrDefault(text => text.StartsWith("v=DMARC1", StringComparison.Ordinal)) is { } record)
                return (domain, record);
        }
        return ("", null);
    }

    private static Finding Policy(string from, string owner, string? record)
    {
        if (record is null)
            return Finding.Fail(
                "dns.dmarc",
                $"_dmarc.{from} has no record: Google, Yahoo and Microsoft ask bulk senders for one; begin with v=DMARC1; p=none; rua=mailto:…"
            );
        return TagList.Parse(record).GetValueOrDefault("p")?.ToLowerInvariant() is "none" or "quarantine" or "reject"
            ? Finding.Pass("dns.dmarc", $"{from}: {record}")
            : Finding.Fail("dns.dmarc", $"_dmarc.{owner} says no policy that is known: {record}");
    }

    private static Finding Alignment(string from, string owner, string signer, IReadOnlyDictionary<string, string> tags)
    {
        var aligned =
            tags.GetValueOrDefault("adkim") == "s"
                ? signer == from
                : MailCheck.IsWithin(signer, owner) || MailCheck.IsWithin(from, signer);
        return Finding.Of(
            aligned,
            "dns.alignment",
            aligned
                ? $"{signer} signs for {from}"
                : $"{signer} signs, which is not aligned with {from}: set Mail:Dkim:Domain to the domain of Mail:From"
        );
    }
}
