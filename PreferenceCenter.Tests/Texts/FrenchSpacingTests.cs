using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace PreferenceCenter.Tests.Texts;

/// <summary>Tests that French punctuation keeps to its word: a no-break space before “: ; ? !” and inside « ».</summary>
public sealed partial class FrenchSpacingTests
{
    [Theory]
    [InlineData("Langue : français", 1)]
    [InlineData("Langue:", 1)]
    [InlineData("Vraiment ?", 1)]
    [InlineData("Vraiment?", 1)]
    [InlineData("« oui »", 2)]
    [InlineData("Vraiment\u00a0? Oui\u00a0; «\u00a0oui\u00a0»\u00a0: {0}\u00a0:", 0)]
    [InlineData("HH:mm, https://example.org/?a", 0)]
    public void A_space_that_breaks_or_lacks_is_found(string text, int found) =>
        Assert.Equal(found, Fault().Count(text));

    [Fact]
    public void French_punctuation_keeps_to_its_word() =>
        Assert.DoesNotContain(
            Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Root, "PreferenceCenter"),
                    "*.fr.resx",
                    SearchOption.AllDirectories
                )
                .SelectMany(file => XDocument.Load(file).Descendants("value"))
                .Select(value => value.Value),
            text => Fault().IsMatch(text)
        );

    [GeneratedRegex(@" (?=[:;?!»])|(?<=«) |(?<=[\p{L})}])(?<!https?|mailto)(?=[:;?!»](\s|$))|(?<=«)(?=\S)(?!\u00a0)")]
    private static partial Regex Fault();
}
