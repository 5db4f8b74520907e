using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>
/// Tests that every page on which an address is typed names a character that cannot be seen, where it says what is wrong
/// with the address. The pages are the sources that hold such a field.
/// </summary>
public sealed class HiddenCharacterWordsTests
{
    // A sign-in says nothing about the address alone.
    private const string SaysNothing = "SignInPage.razor";

    [Fact]
    public void Every_field_for_an_address_names_a_hidden_character()
    {
        var features = Path.Combine(Repository.Root, "PreferenceCenter", "Features");
        var pages = Directory
            .EnumerateFiles(features, "*.razor", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("ype=\"email\"", StringComparison.Ordinal))
            .Where(path => Path.GetFileName(path) != SaysNothing)
            .ToArray();
        Assert.True(pages.Length >= 10, $"{pages.Length}");
        Assert.DoesNotContain(
            pages,
            path => !NamesIt(path) && !NamesIt(path.Replace("Page.razor", "Handler.cs", StringComparison.Ordinal))
        );
    }

    private static bool NamesIt(string path) =>
        File.ReadAllText(path) is var source
        && (
            source.Contains("HiddenIn(", StringComparison.Ordinal)
            || source.Contains("HiddenCharacter.Inside(", StringComparison.Ordinal)
        );
}
