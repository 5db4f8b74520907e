using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests the names of logs and of their keys.</summary>
public sealed class LogOriginTests
{
    [Theory]
    [InlineData("https://lists.example.org", "lists.example.org/ledger")]
    [InlineData("https://lists.example.org/mail/", "lists.example.org/mail/ledger")]
    [InlineData("http://localhost:5080", "localhost:5080/ledger")]
    [InlineData("https://bücher.example/a+b c", "xn--bcher-kva.example/a%2Bb%20c/ledger")]
    public void A_key_is_named_after_the_public_url(string url, string name)
    {
        Assert.Equal(name, LogNames.KeyName(new Uri(url)));
        Assert.True(VerifierKey.IsName(LogNames.KeyName(new Uri(url))));
    }

    [Fact]
    public void The_first_log_is_called_as_the_key_and_others_add_their_slot()
    {
        Assert.Equal("a/ledger", LogNames.Of("a/ledger", 0));
        Assert.Equal("a/ledger/3", LogNames.Of("a/ledger", 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogNames.Of("a/ledger", -1));
    }

    [Theory]
    [InlineData("a/ledger", true)]
    [InlineData("a/ledger/1", true)]
    [InlineData("a/ledger/0", false)]
    [InlineData("a/ledger/01", false)]
    [InlineData("a/ledger/-1", false)]
    [InlineData("a/ledger/x", false)]
    [InlineData("a/ledger/", false)]
    [InlineData("a/ledger1", false)]
    [InlineData("b/ledger", false)]
    public void A_log_belongs_to_the_installation_whose_key_bears_its_name(string origin, bool belongs) =>
        Assert.Equal(belongs, LogNames.Belongs(origin, "a/ledger"));
}
