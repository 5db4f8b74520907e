using System.Security.Cryptography;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Tests the checks of SPF, DKIM and DMARC with a real resolver and a name server on a real socket.</summary>
[Trait("Requirement", "BLK-02")]
public sealed class DoctorDnsTests
{
    private static readonly RSA Key = RSA.Create(2048);

    private static readonly string[] From = ["--Mail:From=Example <hello@mail.example.org>"];
    private static readonly string[] Signing = [.. From, "--Mail:Dkim:Domain=example.org", "--Mail:Dkim:Selector=pc"];

    [Theory]
    [InlineData("pass", "v=spf1 include:_spf.example.net -all")]
    [InlineData("pass", "v=spf1 ip4:192.0.2.1 ~all", "some other text")]
    [InlineData("warn", "v=spf1 mx ?all")]
    [InlineData("warn", "v=spf1 mx")]
    [InlineData("warn", "v=spf1 redirect=_spf.example.net")]
    [InlineData("fail", "v=spf1 +all")]
    [InlineData("fail", "v=spf1 mx all")]
    [InlineData("fail", "v=spf1 mx -all", "v=spf1 a -all")]
    [InlineData("fail", "v=spf10 mx -all")]
    [InlineData("fail")]
    public async Task Spf(string grade, params string[] texts)
    {
        await using var dns = new DnsPeer().With("mail.example.org", texts);
        Assert.Equal(grade, (await AskAsync(dns, From)).Grade("dns.spf"));
    }

    [Theory]
    [InlineData("pass", "v=DMARC1; p=reject; rua=mailto:a@example.org")]
    [InlineData("pass", "v=DMARC1;p=none")]
    [InlineData("fail", "v=DMARC1; rua=mailto:a@example.org")]
    [InlineData("fail", "v=DMARC1; p=maybe")]
    [InlineData("fail", "p=reject")]
    [InlineData("fail")]
    public async Task Dmarc(string grade, params string[] texts)
    {
        await using var dns = new DnsPeer().With("_dmarc.mail.example.org", texts);
        Assert.Equal(grade, (await AskAsync(dns, From)).Grade("dns.dmarc"));
        await using var parent = new DnsPeer().With("_dmarc.example.org", texts);
        Assert.Equal(grade, (await AskAsync(parent, From)).Grade("dns.dmarc"));
    }

    [Theory]
    [InlineData("example.org", "v=DMARC1; p=none", "pass")]
    [InlineData("mail.example.org", "v=DMARC1; p=none", "pass")]
    [InlineData("mail.example.org", "v=DMARC1; p=none; adkim=s", "pass")]
    [InlineData("example.org", "v=DMARC1; p=none; adkim=s", "fail")]
    [InlineData("example.com", "v=DMARC1; p=none", "fail")]
    [InlineData("notexample.org", "v=DMARC1; p=none", "fail")]
    public async Task Who_signs_is_aligned_with_from(string signer, string record, string grade)
    {
        await using var dns = new DnsPeer().With("_dmarc.example.org", record);
        Assert.Equal(
            grade,
            (await AskAsync(dns, [.. From, $"--Mail:Dkim:Domain={signer}", "--Mail:Dkim:Selector=pc"])).Grade(
                "dns.alignment"
            )
        );
    }

    [Fact]
    public async Task Whose_record_is_its_own_may_be_signed_for_by_the_domain_above()
    {
        await using var dns = new DnsPeer().With("_dmarc.mail.example.org", "v=DMARC1; p=none");
        Assert.Equal("pass", (await AskAsync(dns, Signing)).Grade("dns.alignment"));
    }

    [Fact]
    public async Task Lists_that_come_from_elsewhere_are_looked_at_too()
    {
        await using var dns = new DnsPeer()
            .With("mail.example.org", "v=spf1 mx -all")
            .With("_dmarc.mail.example.org", "v=DMARC1; p=none");
        var run = await AskAsync(dns, [.. From, "--Mail:ListsFrom=Example <news@news.example.com>"]);
        foreach (var check in (string[])["dns.spf", "dns.dmarc"])
            Assert.Equal(
                ["fail", "pass"],
                run.Lines.Where(line => line.Check == check).OrderBy(line => line.Grade).Select(line => line.Grade)
            );
        Assert.Contains(
            run.Lines,
            line => line.Check == "dns.dmarc" && line.Says.Contains("_dmarc.news.example.com", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_published_key_is_the_half_of_the_one_that_signs()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var file = rig.Write("dkim.pem", Key.ExportPkcs8PrivateKeyPem());
        await using var dns = new DnsPeer().With("pc._domainkey.example.org", Record(Key));
        Assert.Equal(
            "pass",
            (await AskAsync(dns, [.. Signing, $"--Mail:Dkim:PrivateKeyFile={file}"], rig)).Grade("dns.dkim")
        );
        using var other = RSA.Create(2048);
        await using var strange = new DnsPeer().With("pc._domainkey.example.org", Record(other));
        var output = (await AskAsync(strange, [.. Signing, $"--Mail:Dkim:PrivateKeyFile={file}"], rig))["dns.dkim"];
        Assert.Equal("fail", output.Grade);
        Assert.Contains("another key", output.Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512, "fail")]
    [InlineData(1024, "warn")]
    [InlineData(2048, "pass")]
    [InlineData(4096, "pass")]
    public async Task A_short_key_is_none(int bits, string grade)
    {
        using var key = RSA.Create(bits);
        await using var dns = new DnsPeer().With("pc._domainkey.example.org", Record(key));
        Assert.Equal(grade, (await AskAsync(dns, Signing)).Grade("dns.dkim"));
    }

    [Theory]
    [InlineData]
    [InlineData("v=DKIM1; k=rsa; p=")]
    [InlineData("v=DKIM1; k=rsa")]
    [InlineData("v=DKIM1; p=no base64")]
    [InlineData("v=DKIM1; p=AAAA")]
    [InlineData("v=DKIM1; p=AAAA", "v=DKIM1; p=BBBB")]
    public async Task A_key_that_cannot_be_read_is_none(params string[] texts)
    {
        await using var dns = new DnsPeer().With("pc._domainkey.example.org", texts);
        Assert.Equal("fail", (await AskAsync(dns, Signing)).Grade("dns.dkim"));
    }

    [Fact]
    [Trait("Requirement", "DKM-04")]
    public async Task Where_the_relay_signs_the_way_to_prove_it_is_told()
    {
        await using var dns = new DnsPeer();
        var output = (await AskAsync(dns, From))["dns.dkim"];
        Assert.Equal("warn", output.Grade);
        Assert.Contains("--send-to", output.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_server_that_cannot_say_is_not_taken_for_no_record()
    {
        await using var dns = new DnsPeer { Broken = true };
        var run = await AskAsync(dns, Signing);
        Assert.All(
            (string[])["dns.spf", "dns.dkim", "dns.dmarc"],
            check =>
            {
                Assert.Equal("fail", run.Grade(check));
                Assert.Contains("could not be looked at", run[check].Says, StringComparison.Ordinal);
            }
        );
    }

    private static string Record(RSA key) =>
        $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}";

    private static async Task<DoctorRun> AskAsync(DnsPeer dns, string[] settings, CommandRig? rig = null)
    {
        if (rig is not null)
            return await DoctorRun.OfAsync(rig, ["--dns", dns.Address, .. settings]);
        await using var own = await CommandRig.NewAsync(topics: false);
        return await DoctorRun.OfAsync(own, ["--dns", dns.Address, .. settings]);
    }
}
