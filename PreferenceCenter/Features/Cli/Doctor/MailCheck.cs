using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks the sender addresses: service mails and mailings come from different addresses, and the List-Id ends in a
/// domain of the sender.
/// </summary>
internal static class MailCheck
{
    public static IEnumerable<Finding> Look(Examination examined)
    {
        var mail = examined.Mail;
        // Google: "separate From for subscription and transactional email". The settings refuse two equal addresses.
        yield return mail.ListsFrom is { } lists
            ? Finding.Pass(
                "mail.streams",
                $"service email comes from {mail.From.Address}, mailings from {lists.Address}"
            )
            : Finding.Warn(
                "mail.streams",
                $"Mail:ListsFrom is not set: say whom your mailings come from; it must not be {mail.From.Address}"
            );
        if (mail.RepliesTo is { } replies && mail.LeavesByMail is null)
            yield return Finding.Warn(
                "mail.replies-to",
                $"nothing reads {replies.Address} yet, so that no mailto: to it is offered: take Mail:RepliesTo out"
            );
        yield return ListDomain(
            mail.ListDomain.ToLowerInvariant(),
            examined.Service<Site>().PublicUrl.IdnHost,
            examined.FromDomain
        );
    }

    // RFC 2919 §3: the owner of a List-Id must control its domain.
    private static Finding ListDomain(string list, string host, string from) =>
        IsWithin(list, from)
        || IsWithin(list, host)
        || (IsWithin(host, list) && list.Contains('.', StringComparison.Ordinal))
            ? Finding.Pass("mail.list-domain", $"List-Id ends in {list}")
            : Finding.Fail(
                "mail.list-domain",
                $"List-Id ends in {list}, which is neither of {host} nor of {from}: set Mail:ListDomain to a domain of yours"
            );

    internal static bool IsWithin(string name, string domain) =>
        name == domain || name.EndsWith("." + domain, StringComparison.Ordinal);
}
