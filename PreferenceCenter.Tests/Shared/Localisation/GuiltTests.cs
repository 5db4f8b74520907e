using System.Text.RegularExpressions;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Words that shame or frighten somebody who leaves, as such pages were seen to use them.</summary>
public sealed class GuiltTests
{
    private static readonly Dictionary<string, string[]> Guilt = new()
    {
        ["en"] = ["miss out", "you('ll| will) miss", "are you sure", "sorry to see", "sad to", "hate to", "don't go", "regret", "last chance", "lose (access|your|all)", "unfortunately", "we'll miss", "wait!"],
        ["de"] = ["verpassen", "sind Sie sicher", "wirklich abmelden", "schade", "traurig", "vermissen", "bereuen", "letzte Chance", "verlieren", "leider", "bleiben Sie doch"],
        ["es"] = ["te perderás", "te pierdes", "¿(estás|está) segur", "lamentamos", "lástima", "triste", "echaremos de menos", "arrepent", "última oportunidad", "perder", "no te vayas"],
        ["fr"] = ["manquer", "rater", "(êtes-vous|es-tu) sûr", "dommage", "triste", "regrett", "dernière chance", "perdre", "malheureusement", "ne partez pas"],
        ["ru"] = ["пропустите", "упустите", "вы уверены", "жаль", "грустно", "скучать", "пожалеете", "последний шанс", "потеряете", "к сожалению", "не уходите"],
        ["ar"] = ["ستفوت", "سيفوت", "هل أنت متأكد", "يؤسفنا", "للأسف", "نأسف", "حزين", "سنفتقد", "ستندم", "الفرصة الأخيرة", "ستخسر", "لا ترحل"],
    };

    public static TheoryData<string, string> Everything =>
        new(from texts in TextClasses.Sets from language in Samples.Languages select (texts, language));

    [Theory, MemberData(nameof(Everything))]
    [Trait("Requirement", "DEC-04")]
    [Trait("Requirement", "WDR-11")]
    public void No_text_lays_guilt_or_fear_on_anybody(string texts, string language) =>
        Assert.All(TextClasses.Read(texts, language), text => Assert.Null(Found(text.Value, language)));

    [Theory]
    [InlineData("en", "Are you sure you want to leave us?")]
    [InlineData("de", "Schade, dass Sie gehen!")]
    [InlineData("es", "Te perderás nuestras ofertas")]
    [InlineData("fr", "Quel dommage !")]
    [InlineData("ru", "Нам очень жаль")]
    [InlineData("ar", "يؤسفنا رحيلك")]
    public void The_list_knows_guilt_when_it_sees_it(string language, string text) => Assert.NotNull(Found(text, language));

    private static string? Found(string text, string language) =>
        Guilt[language].FirstOrDefault(word => Regex.IsMatch(text.Replace('’', '\''), word, RegexOptions.IgnoreCase));
}
