using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Tests that no text shames or frightens people who leave; the list has phrases seen on such pages.</summary>
public sealed class ConfirmshamingTests
{
    public static TheoryData<string, string> Everything =>
        new(from texts in TextClasses.Sets from language in Samples.Languages select (texts, language));

    [Theory, MemberData(nameof(Everything))]
    [Trait("Requirement", "DEC-04")]
    [Trait("Requirement", "WDR-11")]
    public void No_text_lays_guilt_or_fear_on_anybody(string texts, string language) =>
        Assert.All(
            TextClasses.Read(texts, language),
            text => Assert.Null(ConfirmshamingWords.FoundIn(text.Value, language))
        );

    [Theory]
    [InlineData("en", "Are you sure you want to leave us?")]
    [InlineData("de", "Schade, dass Sie gehen!")]
    [InlineData("es", "Te perderás nuestras ofertas")]
    [InlineData("fr", "Quel dommage !")]
    [InlineData("ru", "Нам очень жаль")]
    [InlineData("ar", "يؤسفنا رحيلك")]
    [InlineData("it", "Peccato che vada via!")]
    public void The_list_knows_guilt_when_it_sees_it(string language, string text) =>
        Assert.NotNull(ConfirmshamingWords.FoundIn(text, language));

    [Fact]
    public void Each_language_has_a_list() =>
        Assert.All(
            Languages.All,
            language =>
                Assert.NotEmpty(
                    File.ReadAllLines(
                        Path.Combine(Repository.Root, "PreferenceCenter", "Domain", "Confirmshaming", $"{language}.txt")
                    )
                )
        );

    [Theory]
    [InlineData("de", "Kleider zum halben Preis, ohne Schadensersatz")]
    [InlineData("fr", "Un esprit fraternel")]
    [InlineData("en", "What we await this spring")]
    public void Words_that_only_hold_such_a_word_are_innocent(string language, string text) =>
        Assert.Null(ConfirmshamingWords.FoundIn(text, language));
}
