using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace PreferenceCenter.Tests.Texts;

/// <summary>Tests that every text of the product exists in all six languages with the same placeholders.</summary>
public partial class ResourcesTests
{
    private static readonly string[] Others = ["de", "es", "fr", "ru", "ar"];

    private static readonly string Product = Path.Combine(Repository.Root, "PreferenceCenter");

    // The neutral file is English and has no language in its name.
    public static TheoryData<string> Neutral()
    {
        var files = Directory
            .EnumerateFiles(Product, "*.resx", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Product, path))
            .Where(path =>
                !path.StartsWith("obj", StringComparison.Ordinal) && !path.StartsWith("bin", StringComparison.Ordinal)
            )
            .Where(path => !Path.GetFileNameWithoutExtension(path).Contains('.', StringComparison.Ordinal));
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> Read(string path) => ReadFile(Path.Combine(Product, path));

    private static Dictionary<string, string> ReadFile(string path) =>
        XDocument
            .Load(path)
            .Root!.Elements("data")
            .ToDictionary(
                data => data.Attribute("name")!.Value,
                data => data.Element("value")!.Value,
                StringComparer.Ordinal
            );

    private static List<string> Faults(
        Dictionary<string, string> english,
        Dictionary<string, string> other,
        string language
    ) =>
        [
            .. english.Keys.Except(other.Keys).Select(key => $"{language}: {key} is missing"),
            .. other.Keys.Except(english.Keys).Select(key => $"{language}: {key} is in no other language"),
            .. english
                .Keys.Intersect(other.Keys)
                .Where(key => string.IsNullOrWhiteSpace(other[key]) && !string.IsNullOrWhiteSpace(english[key]))
                .Select(key => $"{language}: {key} is empty"),
            .. english
                .Keys.Intersect(other.Keys)
                .Where(key => !Gaps(english[key]).SetEquals(Gaps(other[key])))
                .Select(key => $"{language}: {key} has other gaps than the English"),
        ];

    private static HashSet<string> Gaps(string text) => [.. Gap().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Gap();

    [Theory, MemberData(nameof(Neutral))]
    public void Every_text_exists_in_every_language(string file)
    {
        var english = Read(file);
        Assert.NotEmpty(english);
        Assert.Empty(
            Others.SelectMany(language =>
            {
                var path = Path.ChangeExtension(file, $".{language}.resx");
                return File.Exists(Path.Combine(Product, path))
                    ? Faults(english, Read(path), language)
                    : [$"{path} is missing"];
            })
        );
    }

    [Fact]
    public void There_are_texts_to_look_at() => Assert.NotEmpty(Neutral());

    [Fact]
    public void A_missing_a_superfluous_an_empty_and_a_wrongly_filled_text_are_found() =>
        Assert.Equal(
            4,
            Faults(
                new()
                {
                    ["Missing"] = "x",
                    ["Empty"] = "x",
                    ["Gap"] = "{0} of {1:d}",
                    ["Good"] = "{1} {0}",
                },
                new()
                {
                    ["More"] = "x",
                    ["Empty"] = " ",
                    ["Gap"] = "{0}",
                    ["Good"] = "{0} {1}",
                },
                "de"
            ).Count
        );
}
