using Microsoft.Extensions.Configuration;
using PreferenceCenter.Links;
using Xunit;
using SettingFault = PreferenceCenter.Domain.SettingFault;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests link keys given as settings.</summary>
[Trait("Requirement", "SEC-01")]
public sealed class LinkKeySettingsTests
{
    private const string Good = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static (LinkKeySettings Settings, List<SettingFault> Faults) Read(
        params (string Key, string? Value)[] settings
    )
    {
        var faults = new List<SettingFault>();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)))
            .Build();
        return (LinkKeySettings.Read(configuration, faults), faults);
    }

    [Fact]
    public void Keys_and_the_active_one_are_read()
    {
        var (settings, faults) = Read(
            ("Links:ActiveKey", "255"),
            ("Links:Keys:1", Good),
            ("Links:Keys:255", Good + "\n")
        );

        Assert.Empty(faults);
        Assert.Equal((byte)255, settings.ActiveKey);
        Assert.Equal<byte>([1, 255], settings.Keys.Keys.Order());
        Assert.Equal(Convert.FromBase64String(Good), settings.Keys[1]);
    }

    [Fact]
    public void Nothing_set_is_no_fault()
    {
        var (settings, faults) = Read(("Links:PreferencesLifetime", "400.00:00:00"));

        Assert.Empty(faults);
        Assert.Null(settings.ActiveKey);
        Assert.Empty(settings.Keys);
    }

    [Theory]
    [InlineData("0"), InlineData("256"), InlineData("-1"), InlineData("01"), InlineData("one"), InlineData("1 ")]
    public void An_id_out_of_range_is_a_fault_under_its_key(string id)
    {
        Assert.Equal([$"Links:Keys:{id}"], Read(($"Links:Keys:{id}", Good)).Faults.Select(f => f.Key));
        Assert.Equal(["Links:ActiveKey"], Read(("Links:ActiveKey", id)).Faults.Select(f => f.Key));
    }

    [Theory]
    [
        InlineData(""),
        InlineData(null),
        InlineData("secret"),
        InlineData("AAECAwQFBgcICQoLDA0ODw=="),
        InlineData(Good + Good),
        InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ=="),
        InlineData("-_ECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    ]
    public void What_is_not_32_bytes_of_base64_is_a_fault_that_does_not_repeat_it(string? secret)
    {
        var fault = Assert.Single(Read(("Links:Keys:3", secret)).Faults);

        Assert.Equal("Links:Keys:3", fault.Key);
        if (!string.IsNullOrEmpty(secret) && secret != "secret")
            Assert.DoesNotContain(secret, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told_at_once() =>
        Assert.Equal(
            ["Links:ActiveKey", "Links:Keys:0", "Links:Keys:4"],
            Read(("Links:ActiveKey", "x"), ("Links:Keys:0", Good), ("Links:Keys:4", "x"), ("Links:Keys:5", Good))
                .Faults.Select(f => f.Key)
                .Order()
        );
}
