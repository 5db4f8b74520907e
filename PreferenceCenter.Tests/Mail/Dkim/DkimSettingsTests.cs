using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail;
using PreferenceCenter.Mail.Dkim;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Mail.Dkim;

/// <summary>Tests the DKIM settings.</summary>
[Trait("Requirement", "DKM-03")]
public sealed class DkimSettingsTests : IDisposable
{
    private const string Domain = "Mail:Dkim:Domain",
        Selector = "Mail:Dkim:Selector",
        KeyFile = "Mail:Dkim:PrivateKeyFile";
    private static readonly string Good = Pem(2048);
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    [Fact]
    public void Without_any_of_them_nobody_signs()
    {
        var (options, faults) = Read();
        Assert.Empty(faults);
        Assert.Null(options);
    }

    [Fact]
    public void With_all_three_the_key_is_read_in_either_form()
    {
        using var rsa = RSA.Create(2048);
        foreach (var pem in (string[])[rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem()])
        {
            var (options, faults) = Read((Domain, "example.org"), (Selector, "centre"), (KeyFile, File(pem)));
            Assert.Empty(faults);
            Assert.Equal(("example.org", "centre"), (options!.Domain, options.Selector));
            Assert.Equal(rsa.ExportParameters(false).Modulus, options.Key.Modulus);
        }
    }

    [Theory]
    [InlineData(Domain)]
    [InlineData(Selector)]
    public void One_that_is_missing_is_named(string missing)
    {
        (string Key, string Value)[] all = [(Domain, "example.org"), (Selector, "centre"), (KeyFile, File(Good))];
        Assert.Equal(
            [missing],
            Read([.. all.Where(setting => setting.Key != missing)]).Faults.Select(fault => fault.Key)
        );
    }

    [Fact]
    public void Without_a_key_file_a_relay_signs_and_nobody_here()
    {
        var (options, faults) = Read((Domain, "relay.example"), (Selector, "centre"));
        Assert.Empty(faults);
        Assert.Null(options);
    }

    [Theory]
    [InlineData("example.org", true)]
    [InlineData("EXAMPLE.org", true)]
    [InlineData("mail.example.org", true)]
    [InlineData("org", false)]
    [InlineData("other.example", false)]
    [InlineData("badexample.org", false)]
    [InlineData("example.org.evil.example", false)]
    [InlineData("bücher.example", false)]
    [InlineData("192.0.2.7", false)]
    [InlineData("exa mple.org", false)]
    [InlineData("example.org;s=x", false)]
    public void The_domain_is_one_that_counts_for_the_sender(string domain, bool fine) =>
        Assert.Equal(
            fine ? [] : [Domain],
            Read((Domain, domain), (Selector, "centre"), (KeyFile, File(Good))).Faults.Select(fault => fault.Key)
        );

    [Theory]
    [InlineData("hello@news.example.org", "example.org")]
    [InlineData("hello@bücher.example", "xn--bcher-kva.example")]
    public void So_is_one_above_it_and_an_international_one(string from, string domain) =>
        Assert.Empty(Read(("Mail:From", from), (Domain, domain), (Selector, "centre"), (KeyFile, File(Good))).Faults);

    [Theory]
    [InlineData("a b")]
    [InlineData("centre._domainkey.example.org")]
    [InlineData("centre; d=evil.example")]
    [InlineData("-x")]
    public void A_selector_that_is_none_is_named(string selector) =>
        Assert.Equal(
            [Selector],
            Read((Domain, "example.org"), (Selector, selector), (KeyFile, File(Good))).Faults.Select(fault => fault.Key)
        );

    [Theory]
    [InlineData(1024)]
    [InlineData(2040)]
    [InlineData(4104)]
    public void A_key_too_short_or_too_long_is_refused_with_its_length(int bits)
    {
        var fault = Assert.Single(
            Read((Domain, "example.org"), (Selector, "centre"), (KeyFile, File(Pem(bits)))).Faults
        );
        Assert.Equal(KeyFile, fault.Key);
        Assert.Contains($"{bits} bits", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> NoKeys()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var passphrase = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        return
        [
            rsa.ExportRSAPublicKeyPem(),
            rsa.ExportSubjectPublicKeyInfoPem(),
            rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", passphrase),
            curve.ExportPkcs8PrivateKeyPem(),
            "",
            "no key",
            Good[..400],
        ];
    }

    [Theory, MemberData(nameof(NoKeys))]
    public void What_is_no_private_RSA_key_is_refused_and_not_repeated(string text)
    {
        var fault = Assert.Single(Read((Domain, "example.org"), (Selector, "centre"), (KeyFile, File(text))).Faults);
        Assert.Equal(KeyFile, fault.Key);
        Assert.DoesNotContain("MII", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal(
            [KeyFile],
            Read((Domain, "example.org"), (Selector, "centre"), (KeyFile, Path.Combine(directory, "none.pem")))
                .Faults.Select(fault => fault.Key)
        );

    [Fact]
    public async Task A_fault_stops_the_start_with_its_key()
    {
        var complaints = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(
                Http.WebCenter.Arguments(
                    directory,
                    [
                        "Mail:Dkim:Domain=evil.example",
                        "Mail:Dkim:Selector=centre",
                        $"Mail:Dkim:PrivateKeyFile={File(Good)}",
                    ]
                ),
                complaints,
                TestContext.Current.CancellationToken
            )
        );
        Assert.StartsWith("Mail:Dkim:Domain ", complaints.ToString(), StringComparison.Ordinal);
    }

    private static string Pem(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    private string File(string text)
    {
        var path = Path.Combine(directory, $"{Guid.CreateVersion7():N}.pem");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static (DkimOptions? Options, List<SettingFault> Faults) Read(params (string Key, string Value)[] settings)
    {
        List<SettingFault> faults = [];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Mail:Transport", "Smtp"), new("Mail:From", "Northwind <hello@example.org>")])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        return (
            MailSettings
                .Read(
                    new SettingReader(configuration, faults),
                    new MailDefaults(false, "Northwind", "choices.example.org", "/srv/data")
                )
                .Dkim,
            faults
        );
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
