using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Localisation;

/// <summary>Tests that the text classes and their resources agree.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<Type, string> Everything =>
        new(from texts in TextClasses.OfPages from language in Samples.Languages select (texts, language));

    public static TheoryData<Type> Classes => [.. TextClasses.OfPages];

    [Fact]
    public void The_classes_are_found() => Assert.Contains(typeof(PreferencesTexts), TextClasses.OfPages);

    [Theory, MemberData(nameof(Everything))]
    public void No_key_is_missing_and_none_is_left_over(Type texts, string language) =>
        Assert.Equal(TextClasses.Keys(texts), TextClasses.Read(texts.FullName!, language).Keys.Order());

    [Theory, MemberData(nameof(Everything))]
    public void Every_text_says_something_and_has_the_gaps_of_the_English_one(Type texts, string language)
    {
        var english = TextClasses.Read(texts.FullName!, "en");
        foreach (var (key, text) in TextClasses.Read(texts.FullName!, language))
        {
            Assert.False(string.IsNullOrWhiteSpace(text), key);
            Assert.Equal(Gaps(english[key]), Gaps(text));
        }
    }

    [Theory, MemberData(nameof(Classes))]
    public void Every_text_is_used(Type texts)
    {
        // A class with more than texts has a file of its own, which uses keys by their bare names.
        var own = $"/{texts.Name}.cs";
        var source = string.Concat(
            Sources.Where(f => !f.Path.EndsWith(own, StringComparison.Ordinal)).Select(f => f.Text)
        );
        var inside = Sources.SingleOrDefault(f => f.Path.EndsWith(own, StringComparison.Ordinal)).Text ?? "";
        Assert.All(
            TextClasses.Keys(texts),
            key =>
                Assert.True(
                    Regex.IsMatch(source, $@"\.{key}\b") || Regex.IsMatch(inside, $@"=> {key}\b"),
                    $"{texts.Name}.{key} is used nowhere"
                )
        );
    }

    /// <summary>
    /// Tests that phrases, and only phrases, have placeholders: a phrase without any should be a plain text, and a
    /// plain text would show its placeholders.
    /// </summary>
    [Theory, MemberData(nameof(Classes))]
    public void Phrases_and_only_they_have_gaps(Type texts)
    {
        var english = TextClasses.Read(texts.FullName!, "en");
        Assert.All(
            // A plain text may be a pattern, for a component that encodes it.
            texts.GetProperties().Where(p => p.PropertyType != typeof(string)),
            p =>
                Assert.Equal(
                    p.PropertyType == typeof(PreferenceCenter.Shared.Localisation.Phrase),
                    Gaps(english[p.Name]).Count > 0
                )
        );
    }

    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
    [
        .. Directory
            .EnumerateFiles(ProjectFolder(), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .Select(f => (f, File.ReadAllText(f))),
    ];

    // A text with forms of number has them once a form.
    private static List<string> Gaps(string text) => [.. Gap().Matches(text).Select(m => m.Value).Distinct().Order()];

    private static string ProjectFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../PreferenceCenter"));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();
}
