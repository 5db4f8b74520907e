using PreferenceCenter.Shared.Localisation;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Tests the encoding of HTML and of phrases.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;")]
    [InlineData("Überraschung für Zoë — привет مرحبا", "Überraschung für Zoë — привет مرحبا")]
    [InlineData(null, "")]
    public void What_is_dangerous_is_encoded_and_nothing_else(string? text, string expected) =>
        Assert.Equal(expected, Markup.Of(text).Value);

    [Fact]
    public void A_phrase_encodes_its_own_words_and_isolates_what_fills_it() =>
        Assert.Equal("A &lt; <bdi>&lt;i&gt;</bdi>", new Phrase("A < {0}").With(Markup.Of("<i>")).Value);
}
