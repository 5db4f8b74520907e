using Microsoft.Extensions.Configuration;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail;
using PreferenceCenter.Mail.Transport;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests the mail settings.</summary>
public class MailSettingsTests
{
    private static readonly MailDefaults Development = new(true, "Northwind", "localhost", "/srv/data");
    private static readonly MailDefaults Production = new(false, "Northwind", "choices.example.org", "/srv/data");

    private static (MailOptions Options, List<SettingFault> Faults) Read(
        MailDefaults defaults,
        params (string Key, string Value)[] settings
    )
    {
        List<SettingFault> faults = [];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
        return (MailSettings.Read(new SettingReader(configuration, faults), defaults), faults);
    }

    [Fact]
    public void Development_needs_nothing()
    {
        var (options, faults) = Read(Development);
        Assert.Empty(faults);
        Assert.Equal((MailTransportKind.Pickup, "/srv/data/mail"), (options.Transport, options.PickupDirectory));
        Assert.Equal(("Northwind", "no-reply@localhost"), (options.From.Name, options.From.Address));
        Assert.Equal(
            (TimeSpan.FromSeconds(5), TimeSpan.FromDays(7), "localhost"),
            (options.CoalesceFor, options.SentRetention, options.ListDomain)
        );
    }

    [Fact]
    public void Elsewhere_transport_and_sender_are_asked_for_together()
    {
        var (options, faults) = Read(Production);
        Assert.Equal(["Mail:Transport", "Mail:From"], faults.Select(fault => fault.Key));
        Assert.Equal((TimeSpan.FromMinutes(2), "choices.example.org"), (options.CoalesceFor, options.ListDomain));
    }

    [Fact]
    public void The_defaults_of_smtp_are_the_documented_ones()
    {
        var smtp = Read(
            Production,
            ("Mail:Transport", "smtp"),
            ("Mail:From", "Hello <hello@example.org>")
        ).Options.Smtp;
        Assert.Equal(
            ("localhost", 587, SmtpSecurity.StartTls, 2, TimeSpan.FromMinutes(1)),
            (smtp.Host, smtp.Port, smtp.Security, smtp.Connections, smtp.Timeout)
        );
        Assert.Null(smtp.UserName);
    }

    [Theory]
    [InlineData("Mail:Transport", "Carrier pigeon")]
    [InlineData("Mail:Transport", "1")]
    [InlineData("Mail:From", "nobody")]
    [InlineData("Mail:From", "a@example.org, b@example.org")]
    [InlineData("Mail:From", "用户@example.org")]
    [InlineData("Mail:RepliesTo", "not a mailbox")]
    [InlineData("Mail:ListDomain", "lists example org")]
    [InlineData("Mail:CoalesceFor", "5")]
    [InlineData("Mail:CoalesceFor", "-00:00:01")]
    [InlineData("Mail:SentRetention", "soon")]
    [InlineData("Mail:Smtp:Host", "mail example")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Port", "65536")]
    [InlineData("Mail:Smtp:Security", "Ssl")]
    [InlineData("Mail:Smtp:Connections", "many")]
    [InlineData("Mail:Smtp:Timeout", "60")]
    [InlineData("Mail:Smtp:Timeout", "1.00:00:00")]
    public void Each_wrong_setting_is_named(string key, string value) =>
        Assert.Equal([key], Read(Development, (key, value)).Faults.Select(fault => fault.Key));

    [Fact]
    public void Every_fault_is_found_at_once() =>
        Assert.Equal(
            3,
            Read(Development, ("Mail:Smtp:Port", "x"), ("Mail:Smtp:Timeout", "x"), ("Mail:From", "x")).Faults.Count
        );

    [Fact]
    public void A_password_needs_a_user_and_encryption_unless_the_server_is_this_machine()
    {
        Assert.Equal("Mail:Smtp:UserName", Assert.Single(Read(Development, ("Mail:Smtp:Password", "p")).Faults).Key);
        Assert.Equal("Mail:Smtp:Password", Assert.Single(Read(Development, ("Mail:Smtp:UserName", "u")).Faults).Key);
        (string, string)[] clear =
        [
            ("Mail:Smtp:UserName", "u"),
            ("Mail:Smtp:Password", "p"),
            ("Mail:Smtp:Security", "None"),
        ];
        Assert.Equal(
            "Mail:Smtp:Security",
            Assert.Single(Read(Development, [.. clear, ("Mail:Smtp:Host", "mail.example.org")]).Faults).Key
        );
        Assert.Empty(Read(Development, [.. clear, ("Mail:Smtp:Host", "127.0.0.1")]).Faults);
    }

    [Fact]
    public void No_fault_repeats_the_password() =>
        Assert.DoesNotContain(
            "hunter2",
            string.Concat(Read(Development, ("Mail:Smtp:Password", "hunter2")).Faults),
            StringComparison.Ordinal
        );
}
