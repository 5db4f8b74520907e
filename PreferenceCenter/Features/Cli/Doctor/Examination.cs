using MimeKit;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>What the doctor pages at, and with what.</summary>
/// <param name="SendTo">Whom a probe is mailed to, if anybody.</param>
internal sealed record Examination(IServiceProvider Center, TextRecords Dns, MailboxAddress? SendTo)
{
    public MailOptions Mail { get; } = Center.GetRequiredService<MailOptions>();

    /// <summary>
    /// Under whose SPF and DMARC the centre's own mails stand, and those of the lists, where these come from elsewhere.
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
