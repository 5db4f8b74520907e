using System.Text.RegularExpressions;
using System.Xml.Linq;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>
/// Tests that every text of the product exists, with the same placeholders, in each language that a site has by default.
/// <see cref="Shared.Localisation.TranslationsTests"/> looks at the other languages of the program.
/// </summary>
public partial class ResourcesTests
{
    private static readonly string[] Others = [.. SiteSettings.DefaultLanguages.Split(',')[1..]];

    internal static readonly string Product = Path.Combine(Repository.Root, "PreferenceCenter");

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

    internal static Dictionary<string, string> Read(string path) => ReadFile(Path.Combine(Product, path));

    private static Dictionary<string, string> ReadFile(string path) =>
        XDocument
            .Load(path)
            .Root!.Elements("data")
            .ToDictionary(
                data => data.Attribute("name")!.Value,
                data => data.Element("value")!.Value,
                StringComparer.Ordinal
            );

    internal static List<string> Faults(
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
    public void The_program_speaks_what_its_files_are_written_in() =>
        Assert.Equal(
            [
                .. Directory
                    .EnumerateFiles(Product, "*.*.resx", SearchOption.AllDirectories)
                    .Select(path => Path.GetExtension(Path.GetFileNameWithoutExtension(path)).TrimStart('.'))
                    .Distinct()
                    .Append("en")
                    .Order(StringComparer.Ordinal),
            ],
            Languages.All.Order(StringComparer.Ordinal)
        );

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
