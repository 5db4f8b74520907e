using MimeKit.Encodings;

namespace PreferenceCenter.Mail.Transport;

/// <summary>
/// Writes the host of every email address in A-labels and never back (RFC 5890): a server behind the next one need not
/// know SMTPUTF8, and would have to bounce a mail to an international host.
/// </summary>
internal sealed class ALabels : IPunycode
{
    private readonly Punycode punycode = new();

    public string Encode(string domain) => punycode.Encode(domain);

    public string Encode(string domain, int index) => punycode.Encode(domain, index);

    public string Encode(string domain, int index, int count) => punycode.Encode(domain, index, count);

    public string Decode(string domain) => domain;

    public string Decode(string domain, int index) => domain[index..];

    public string Decode(string domain, int index, int count) => domain.Substring(index, count);
}
