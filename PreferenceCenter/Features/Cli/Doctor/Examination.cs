using MimeKit;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// What the checks of the doctor work with: the services, the DNS client and the mailbox for a probe.
/// </summary>
/// <param name="SendTo">Address that a probe is mailed to, if any.</param>
internal sealed record Examination(IServiceProvider Center, TextRecords Dns, MailboxAddress? SendTo)
{
    public MailOptions Mail { get; } = Center.GetRequiredService<MailOptions>();

    /// <summary>
    /// Domains whose SPF and DMARC apply: that of the centre's own mails, and that of the mailings where these come
    /// from another address.
    /// </summary>
    public IEnumerable<string> FromDomains =>
        new[] { Mail.From, Mail.ListsFrom }.OfType<MailboxAddress>().Select(DomainOf).Distinct();

    public string FromDomain => DomainOf(Mail.From);

    private static string DomainOf(MailboxAddress from) =>
        from.GetAddress(idnEncode: true).Split('@')[^1].ToLowerInvariant();

    public DateTimeOffset Now => Service<TimeProvider>().GetUtcNow();

    public T Service<T>()
        where T : notnull => Center.GetRequiredService<T>();

    public string? Setting(string key) =>
        Service<IConfiguration>()[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
