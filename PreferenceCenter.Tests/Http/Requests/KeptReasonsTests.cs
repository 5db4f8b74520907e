using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests that reasons which outlive a person name nobody, however the name is spelled.</summary>
[Trait("Requirement", "ERA-01")]
public sealed class KeptReasonsTests
{
    [Theory]
    [InlineData("Anna Müller", "As MULLER wrote", true)]
    [InlineData("Anna Müller", "As Mueller wrote", true)]
    [InlineData("Anna Mu\u0308ller", "As Müller wrote", true)]
    [InlineData("Anna Muller", "As Müller wrote", true)]
    [InlineData("Jan Vogt", "Herr Vögt schrieb", true)]
    [InlineData("José Núñez", "Nunez wrote", true)]
    [InlineData("Łukasz Groß", "LUKASZ asked", true)]
    [InlineData("Łukasz Groß", "Herr GROSS fragte", true)]
    [InlineData("ada lovelace", "Lovelace wrote", true)]
    [InlineData("Will Power", "It will be done", false)]
    [InlineData("Jo Ng", "No reason", false)]
    [InlineData(null, "Nobody is named", false)]
    [InlineData("Анна Йотова", "Иотова писала", true)]
    public void A_name_is_found(string? name, string reason, bool named) =>
        Assert.Equal(named, KeptReasons.Names(reason, name));

    [Theory]
    [InlineData("zed@x.test", "Case Quill v. Northwind, zed", true)]
    [InlineData("zed@x.test", "ZED. He called.", true)]
    [InlineData("zed.quill@x.test", "As zed.quill wrote", true)]
    [InlineData("zed@x.test", "Nothing was amazed", false)]
    [InlineData("al@x.test", "An al fresco case", false)]
    [InlineData(null, "Nobody is named", false)]
    public void What_stands_before_the_at_sign_is_found(string? address, string reason, bool named) =>
        Assert.Equal(named, KeptReasons.HoldsMailbox(reason, address));
}
