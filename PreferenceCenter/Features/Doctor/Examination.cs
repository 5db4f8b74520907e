using MimeKit;
using PreferenceCenter.Mail;

namespace PreferenceCenter.Features.Doctor;

/// <summary>What the doctor looks at, and with what.</summary>
/// <param name="SendTo">Whom a probe is mailed to, if anybody.</param>
internal sealed record Examination(IServiceProvider Center, TextRecords Dns, MailboxAddress? SendTo)
{
    public MailOptions Mail { get; } = Center.GetRequiredService<MailOptions>();

    /// <summary>Whose SPF and DMARC the centre's own mails stand under.</summary>
    public string FromDomain => Mail.From.GetAddress(idnEncode: true)[(Mail.From.Address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    public DateTimeOffset Now => Room<TimeProvider>().GetUtcNow();

    public T Room<T>() where T : notnull => Center.GetRequiredService<T>();

    public string? Setting(string key) => Room<IConfiguration>()[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
