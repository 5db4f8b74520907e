using System.Text;
using PreferenceCenter.Tests.Features.Wording;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Files;

/// <summary>
/// Tests JSON files as editors and shells save them: with byte order marks, and in UTF-16. Each is read as the plain
/// one is, from a path and from standard input.
/// </summary>
public sealed class MarkedFileTests
{
    private static readonly (string Name, byte[] Mark, Encoding Encoding)[] Kinds =
    [
        ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF], new UTF8Encoding(false)),
        ("UTF-8 with two marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF], new UTF8Encoding(false)),
        ("UTF-16 with a mark", [0xFF, 0xFE], new UnicodeEncoding(false, false)),
        ("UTF-16, the other order", [0xFE, 0xFF], new UnicodeEncoding(true, false)),
    ];

    private static readonly (string What, string Json)[] Files =
    [
        ("topics", WordingRig.Described),
        ("notices", WordingRig.Notices),
        ("forms", WordingRig.Forms),
    ];

    public static TheoryData<int> Each { get; } = [.. Enumerable.Range(0, Kinds.Length)];

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Whatever_mark_or_Unicode_encoding_it_has_a_file_says_the_same(int kind)
    {
        var (name, mark, encoding) = Kinds[kind];
        await using var rig = await CommandRig.NewAsync();
        foreach (var (what, json) in Files)
        {
            byte[] marked = [.. mark, .. encoding.GetBytes(json)];
            var path = rig.Write($"{what}.json", marked);
            var applied = await rig.RunAsync(what, "apply", path, WordingRig.English);
            Assert.True(applied.ExitCode == 0 && applied.Lines.Length > 0, $"{name} {what}: {applied.Error}");
            Assert.DoesNotContain("nothing differs", applied.Out, StringComparison.Ordinal);

            var again = await rig.RunAsync(marked, [what, "apply", "-", WordingRig.English]);
            Assert.True(again.Out == "nothing differs\n", $"{name} {what} -: {again.Error}{again.Out}");
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task An_address_on_standard_input_is_read_whatever_mark_it_has(int kind)
    {
        var (_, mark, encoding) = Kinds[kind];
        await using var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write("list.csv", "email,topics,consent_at,consent_text\nann@people.example,news,2025-03-01,Yes\n")
            )
        ).Done();
        byte[] input = [.. mark, .. encoding.GetBytes("ann@people.example\r\n")];
        Assert.Equal("ann@people.example\tallowed\n", (await rig.RunAsync(input, ["gate", "news", "-"])).Done());
    }
}
