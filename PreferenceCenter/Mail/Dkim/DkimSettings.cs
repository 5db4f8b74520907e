using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MimeKit;
using PreferenceCenter.Data;

namespace PreferenceCenter.Mail.Dkim;

/// <summary>
/// Reads the settings under <c>Mail:Dkim:</c>. With all three, mails are signed here. Domain and selector alone tell
/// the doctor command where to find the key of a relay that signs.
/// </summary>
internal static partial class DkimSettings
{
    private const string DomainKey = "Mail:Dkim:Domain",
        SelectorKey = "Mail:Dkim:Selector",
        FileKey = "Mail:Dkim:PrivateKeyFile";

    // RFC 8301 §3.2: signers should use at least 2048 bits; verifiers need not accept more than 4096. Most verifiers
    // still accept shorter keys, but a new key has no reason to be shorter.
    private const int LeastBits = 2048,
        MostBits = 4096;

    public static DkimOptions? Read(SettingReader settings, MailboxAddress from)
    {
        string[] keys = [DomainKey, SelectorKey, FileKey];
        if (keys.All(key => settings.Text(key) is null))
            return null;
        foreach (var key in keys[..2].Where(key => settings.Text(key) is null))
            settings.Fault(key, $"is missing: {DomainKey} and {SelectorKey} go together, and {FileKey} needs both");
        if (settings.Text(DomainKey) is { } domain)
            Check(settings, domain, signsHere: settings.Text(FileKey) is not null ? from : null);
        if (settings.Text(SelectorKey) is { } selector && !Labels.IsMatch(selector))
            settings.Fault(
                SelectorKey,
                $"'{selector}' is no selector; write letters, digits and hyphens, as in news2026"
            );
        return settings.Text(FileKey) is not null && ReadKey(settings, settings.Folder(FileKey, null, "")) is { } rsa
            ? new DkimOptions
            {
                Domain = settings.Text(DomainKey) ?? "",
                Selector = settings.Text(SelectorKey) ?? "",
                Key = rsa,
            }
            : null;
    }

    private static void Check(SettingReader settings, string domain, MailboxAddress? signsHere)
    {
        if (!Labels.IsMatch(domain) || Uri.CheckHostName(domain) != UriHostNameType.Dns)
            settings.Fault(
                DomainKey,
                $"'{domain}' is no domain name; write an international one with A-labels (xn--…)"
            );
        else if (signsHere is not null && !IsAligned(domain, signsHere.GetAddress(idnEncode: true).Split('@')[^1]))
            settings.Fault(
                DomainKey,
                $"'{domain}' is neither the domain of Mail:From nor above or below it: the signature would not count for it (DMARC)"
            );
    }

    // RFC 7489 §3.1.1, relaxed alignment: the same organisational domain. That is defined only by a list of public
    // suffixes; the same domain, a parent or a subdomain is certain enough.
    private static bool IsAligned(string signing, string from) =>
        signing.Equals(from, StringComparison.OrdinalIgnoreCase)
        || (
            signing.Contains('.', StringComparison.Ordinal)
            && from.EndsWith("." + signing, StringComparison.OrdinalIgnoreCase)
        )
        || (
            from.Contains('.', StringComparison.Ordinal)
            && signing.EndsWith("." + from, StringComparison.OrdinalIgnoreCase)
        );

    private static RSAParameters? ReadKey(SettingReader settings, string file)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(File.ReadAllText(file));
            var key = rsa.ExportParameters(includePrivateParameters: true);
            if (rsa.KeySize is >= LeastBits and <= MostBits)
                return key;
            settings.Fault(
                FileKey,
                Invariant(
                    $"'{file}' holds a key of {rsa.KeySize} bits; {LeastBits} to {MostBits} are wanted (RFC 8301)"
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            settings.Fault(FileKey, $"'{file}' cannot be read ({e.GetType().Name})");
        }
        // The message of these exceptions may quote the file, so it is not shown.
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            settings.Fault(
                FileKey,
                $"'{file}' holds no private RSA key in PEM, without a passphrase, as openssl genrsa makes it"
            );
        }
        return null;
    }

    [GeneratedRegex(
        @"^(?!.*[^\x00-\x7F])[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$"
    )]
    private static partial Regex Labels { get; }
}
