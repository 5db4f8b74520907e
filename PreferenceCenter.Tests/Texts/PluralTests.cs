using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Public.Me;
using PreferenceCenter.Features.Public.SignUp;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>Tests that words agree with the number beside them.</summary>
public sealed class PluralTests
{
    [Theory]
    [InlineData("en", "0 minutes;1 minute;2 minutes;21 minutes")]
    [InlineData("fr", "0 minute;1 minute;2 minutes;21 minutes")]
    [InlineData("ru", "0 минут;1 минуты;2 минут;21 минуты")]
    [InlineData(
        "ar",
        "0 دقيقة;1 دقيقة واحدة;2 دقيقتين;3 دقائق;10 دقائق;11 دقيقة;99 دقيقة;100 دقيقة;102 دقيقة;103 دقائق;111 دقيقة"
    )]
    public void Minutes_agree(string language, string cases) =>
        AgreesIn(cases, n => new PageLanguage(language).Texts<IdentityTexts>().SentHow.Count(language, n));

    [Theory]
    [InlineData("de", "1 Jahr alt;16 Jahre")]
    [InlineData("ru", "1 год;2 года;5 лет;11 лет;12 лет;14 лет;16 лет;21 год;22 года;25 лет")]
    [InlineData("ar", "3 سنوات;10 سنوات;13 سنة;18 سنة;21 سنة")]
    public void Years_agree(string language, string cases) =>
        AgreesIn(cases, n => new PageLanguage(language).Texts<SignUpTexts>().Age.Count(language, n));

    // Without its other forms a text would be wrong for the numbers that nobody tried.
    [Fact]
    public void A_text_that_counts_has_every_form_of_its_language()
    {
        var counted = 0;
        foreach (var path in Directory.EnumerateFiles(ResourcesTests.Product, "*.resx", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(ResourcesTests.Product, path);
            if (
                relative.StartsWith("bin", StringComparison.Ordinal)
                || relative.StartsWith("obj", StringComparison.Ordinal)
            )
                continue;
            var name = Path.GetFileNameWithoutExtension(path);
            var language = name.Contains('.', StringComparison.Ordinal) ? name[(name.IndexOf('.') + 1)..] : "en";
            foreach (var (key, text) in ResourcesTests.Read(relative).Where(t => t.Value.Contains(Plural.Bar)))
            {
                Assert.True(text.Split(Plural.Bar).Length == Plural.FormsOf(language), $"{relative}: {key}");
                counted++;
            }
        }
        Assert.InRange(counted, 2 * Languages.All.Count - 1, int.MaxValue);
    }

    private static void AgreesIn(string cases, Func<long, MarkupString> words)
    {
        foreach (var one in cases.Split(';'))
        {
            var (number, noun) = (one[..one.IndexOf(' ')], one[(one.IndexOf(' ') + 1)..]);
            var said = words(long.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).Value;
            Assert.Matches($@"(<bdi>{number}</bdi> |\s){noun}\b", said);
        }
    }
}
