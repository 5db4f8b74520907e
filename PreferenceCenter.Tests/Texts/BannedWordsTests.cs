using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Features;
using PreferenceCenter.Tests.Mail.Views;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>
/// Tests that pages, emails, help of commands and documents use the standard terms: the words that banned-words.tsv
/// lists beside them appear nowhere, in any case. Code in documents is left alone.
/// </summary>
public sealed partial class BannedWordsTests
{
    private static readonly ILookup<string, (string Word, string Standard, Regex Pattern)> Banned = File.ReadLines(
            Path.Combine(Repository.Root, "PreferenceCenter.Tests", "Texts", "banned-words.tsv")
        )
        .Skip(1)
        .Select(line => line.Split('\t'))
        .ToLookup(row => row[0], row => (row[1], row[2], Whole(row[1])));

    // Written by tests, from the names of tests and policies.
    private static readonly string[] Generated = ["conformance.md", "permissions.md"];

    public static TheoryData<string> EachLanguage => [.. Languages.All];

    [Theory, MemberData(nameof(EachLanguage))]
    public void No_text_of_a_page_or_email_uses_a_banned_word(string language) =>
        Assert.Empty(
            from row in ResourcesTests.Neutral()
            let file = language == "en" ? row.Data : Path.ChangeExtension(row.Data, $".{language}.resx")
            where File.Exists(Path.Combine(ResourcesTests.Product, file))
            from text in ResourcesTests.Read(file)
            from fault in Faults(language, Gap().Replace(text.Value, ""))
            select $"{file} {text.Key}: {fault}"
        );

    [Theory, MemberData(nameof(EachLanguage))]
    public async Task No_email_uses_a_banned_word(string language) =>
        Assert.Empty(
            from mail in await MailCases.AllAsync(language)
            from fault in Faults(language, mail.Subject).Concat(Faults(language, Prose(mail.Text)))
            select $"{mail.Subject}: {fault}"
        );

    [Fact]
    public void No_help_of_a_command_uses_a_banned_word() =>
        Assert.Empty(
            from leaf in CommandTree.Leaves()
            from text in leaf
                .Command.Arguments.Select(argument => argument.Description)
                .Concat(leaf.Command.Options.Select(option => option.Description))
                .Append(leaf.Command.Description)
            from fault in Faults("en", text ?? "")
            select $"{leaf.Path}: {fault}"
        );

    [Fact]
    public void No_document_uses_a_banned_word() =>
        Assert.Empty(
            from file in Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Append(Path.Combine(Repository.Root, "README.md"))
            where !Generated.Contains(Path.GetFileName(file))
            from fault in Faults("en", Prose(English(File.ReadAllText(file))))
            select $"{Path.GetFileName(file)}: {fault}"
        );

    [Theory]
    [InlineData("en", "We mail you a link.", 1)]
    [InlineData("en", "An E-MAIL and two mails", 2)]
    [InlineData("en", "Emails, mailings, /dev/mail and Mail:From", 0)]
    [InlineData("de", "Die Mail", 1)]
    [InlineData("de", "Die E-Mail und das E-Mail-Programm", 0)]
    [InlineData("es", "Elige tus correos", 1)]
    [InlineData("fr", "Votre message", 1)]
    public void A_banned_word_is_found_as_a_whole(string language, string text, int found) =>
        Assert.Equal(found, Faults(language, text).Count());

    private static IEnumerable<string> Faults(string language, string text) =>
        from banned in Banned[language]
        from match in banned.Pattern.Matches(text)
        let start = Math.Max(0, match.Index - 30)
        select $"'{match.Value}' is {banned.Standard}: …{text[start..Math.Min(text.Length, match.Index + 40)]}…";

    private static Regex Whole(string word) =>
        new(
            $@"(?<![\w/@-]){Regex.Escape(word)}(?![\w/@-]|:\w|\.\w)",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );

    // The glossary lists the terms of the other languages at its end.
    private static string English(string document) => document.Split("## In each language")[0];

    private static string Prose(string document) => Code().Replace(document, "");

    [GeneratedRegex(
        @"^```.*?^```|`[^`\n]*`|\]\([^)\n]*\)|<[^>\n]*>|https?://\S+",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Code();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Gap();
}
