using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Texts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Tests that every text of the product exists in every language of the program.</summary>
public sealed class TranslationsTests
{
    [Fact]
    public void Every_text_exists_in_every_language_of_the_program() =>
        Assert.Empty(
            from row in ResourcesTests.Neutral()
            let file = row.Data
            let english = ResourcesTests.Read(file)
            from language in Languages.All
            where language != "en"
            let path = Path.ChangeExtension(file, $".{language}.resx")
            from fault in File.Exists(Path.Combine(ResourcesTests.Product, path))
                ? ResourcesTests.Faults(english, ResourcesTests.Read(path), language)
                : ["is missing"]
            select $"{path}: {fault}"
        );
}
