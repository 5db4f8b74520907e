using System.Diagnostics;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>
/// Tests the check on real messages and templates of public packages, as they are and damaged: it answers each, soon,
/// and none has a link of ours, so none is sound.
/// </summary>
public sealed class CorpusTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly string Folder = Path.Combine(
        Repository.Root,
        "PreferenceCenter.Tests",
        "Templates",
        "Corpus"
    );

    public static TheoryData<string, int> Packages =>
        new()
        {
            { "python-email", 45 },
            { "foundation-emails", 11 },
            { "responsive-html-email-template", 2 },
            { "mailgen", 8 },
            { "mjml", 23 },
            { "mime-explode", 27 },
        };

    [Theory]
    [MemberData(nameof(Packages))]
    public void Each_is_answered_as_it_is_and_damaged(string package, int atLeast)
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(Folder, package))
            .Where(f => Path.GetFileName(f) != "LICENSE")
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.True(files.Length >= atLeast, Invariant($"{files.Length}"));
        foreach (var (file, seed) in files.Select((file, seed) => (file, seed)))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.False(Answer(file, bytes, null).Passes, file);
            Answer(file, bytes, TemplateStage.Received);
            var random = new Random(seed);
            for (var i = 0; i < LongTests.Rounds(2, 40); i++)
                Answer(file, AnyBytesTests.Damaged(bytes, random.Next(1, 12), random), null);
        }
    }

    private static TemplateReport Answer(string file, byte[] bytes, TemplateStage? stage)
    {
        var clock = Stopwatch.StartNew();
        var report = TemplateCheck.Run(bytes, stage, Sample.Context);
        var found = FindingGroup.Of(report);
        Assert.NotNull(MessagePreview.Of(bytes, report.Stage, found));
        Assert.True(clock.Elapsed < Longest, $"{file} {clock.Elapsed}");
        foreach (var finding in report.Findings)
            Assert.NotEmpty(TemplateWords.English.Message(finding));
        return report;
    }
}
