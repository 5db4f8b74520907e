using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Faults;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Settings;

/// <summary>Tests that what a site must say of itself can be seen: one policy with addresses.</summary>
public sealed class ParticularsTests
{
    [Theory]
    [InlineData("postalAddress", "\u200b", FaultCode.Missing)]
    [InlineData("name", "\u2063\u202e", FaultCode.Missing)]
    [InlineData("name", "\u3164", FaultCode.Missing)]
    [InlineData("name", "North\u202ewind", FaultCode.HiddenCharacter)]
    [InlineData("controller", "Harbour\u2063 Ltd", FaultCode.HiddenCharacter)]
    [InlineData("supervisoryAuthority", "Data\u200bProtection", FaultCode.HiddenCharacter)]
    [InlineData("privacyContact", "privacy\u200b@example.org", FaultCode.HiddenCharacter)]
    [InlineData("name", "\u202aHarbour\u202c", null)]
    [InlineData("name", "Caf\u00e9 \u2764\ufe0f", null)]
    [InlineData("postalAddress", "1\u00a0Quay, Cork", null)]
    public void Of_the_settings(string field, string value, object? fault)
    {
        var faults = new List<Fault>();
        var read = SettingsFile.Read(new Dictionary<string, string?> { [field] = value }, faults);
        Assert.Equal(fault is null ? [] : [(FaultCode)fault], faults.Select(f => f.Code));
        if (fault is null && value[0] == '\u202a')
            Assert.Equal("Harbour", read!.Site[field]);
    }

    [Theory]
    [InlineData("\\u200b", FaultCode.Missing)]
    [InlineData("Har\\u202ebour", FaultCode.HiddenCharacter)]
    public void Of_the_controllers_in_a_notice(string name, object fault)
    {
        var faults = new List<Fault>();
        NoticeFileReader.Read(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"site":{"controllers":[{"name":"{{name}}","address":"1 Quay","contact":"a@b.example"}],"texts":{} } }"""
            ),
            faults
        );
        Assert.Equal((FaultCode)fault, Assert.Single(faults).Code);
    }
}
