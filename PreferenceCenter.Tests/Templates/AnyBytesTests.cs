using System.Diagnostics;
using System.Text;
using CsCheck;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests that any bytes are a message: the check answers, soon, with words for all that it found.</summary>
public sealed class AnyBytesTests
{
    private static readonly byte[][] Sound =
    [
        new Sample().Bytes,
        new Sample { Stage = TemplateStage.Source }.Bytes,
        new Sample { Amp = new Sample().Page, Stage = TemplateStage.Received }.Bytes,
        LabelledSet.All[5].Message.Bytes,
    ];

    private static readonly string[] Pieces =
    [
        "\0",
        "\r\n\r\n",
        "--b\r\n",
        "<",
        "<!--",
        "-->",
        "{{",
        "}}}",
        "<style>",
        "@media{",
        "\"",
        "=?utf-8?B?",
        "\u00ff",
        "<a href=",
        "style=\"clip:rect(",
        "</td></table>",
        ":has(",
        "%7b",
        "&#x110000;",
        "List-Unsubscribe: <",
        "<svg><style>",
    ];

    [Fact]
    public void Random_and_damaged_bytes_are_answered()
    {
        Gen.Byte.Array[0, 600].Sample(bytes => Answer(bytes), iter: LongTests.Rounds(300, 20_000), threads: 1);
        Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Int[1, 12], Gen.Int)
            .Sample(
                (which, times, seed) => Answer(Damaged(Sound[which], times, new Random(seed))),
                iter: LongTests.Rounds(300, 20_000),
                threads: 1
            );
    }

    // Each costs a parser, a selector or a table more the longer it is.
    public static TheoryData<string> Hostile =>
        [
            "deep",
            "wide",
            "styles",
            "blocks",
            "formatting",
            "attributes",
            "braces",
            "fields",
            "folded",
            "parts",
            "part fields",
            "addresses",
            "one line",
            "mailboxes",
        ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_made_to_take_for_ever_does_not(string kind)
    {
        var clock = Stopwatch.StartNew();
        Answer(Encoding.UTF8.GetBytes(Made(kind)));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), Invariant($"{clock.Elapsed}"));
    }

    private static void Answer(byte[] bytes)
    {
        var report = TemplateCheck.Run(bytes, null, Sample.Context);
        foreach (var finding in report.Findings)
            Assert.NotEmpty(TemplateWords.English.Message(finding));
    }

    internal static byte[] Damaged(byte[] sound, int times, Random random)
    {
        var bytes = sound.ToList();
        for (var i = 0; i < times && bytes.Count > 2; i++)
        {
            var at = random.Next(bytes.Count - 1);
            var length = random.Next(Math.Min(bytes.Count - at, 80));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    bytes.Reverse(at, length);
                    break;
            }
        }
        return [.. bytes];
    }

    private static string Made(string kind) =>
        kind switch
        {
            "deep" => "<html><style>"
                + Many(300, i => Invariant($"div div div div div div a.x{i}{{color:red}}p:nth-child({i}){{color:red}}"))
                + "</style>"
                + Many(9_000, _ => "<div><a href=# class=x1>"),
            "wide" => "<html><style>"
                + Many(300, i => Invariant($"a+a~a{{color:red}}a:nth-child({i}){{color:red}}"))
                + "</style>"
                + Many(9_000, _ => "<a href=\"https://x\">unsubscribe</a>"),
            "styles" => "<html>"
                + Many(9_000, i => Invariant($"<a href=\"https://prefs.example.org/u/x\" style=\"width:{i}px\">x</a>")),
            "blocks" => "<html><style>"
                + Many(100_000, _ => "a{")
                + "</style><style>"
                + Many(50_000, _ => "@media screen{"),
            "formatting" => "<html>"
                + Many(5_000, i => Invariant($"<b><i><font size={i}>"))
                + Many(1_000, _ => "<p>x</p>"),
            "attributes" => "<html>" + Many(200, _ => "<p " + Many(900, i => Invariant($"a{i} ")) + ">"),
            "braces" => "<html><p>" + Many(300_000, _ => "{{{"),
            "fields" => Many(200_000, _ => "List-Unsubscribe: <x>\n") + "\n\nx",
            "folded" => "From: a@b.c\nSubject: a\n" + Many(1_000_000, _ => " b,\n") + "\n\nx",
            "parts" => "Content-Type: multipart/mixed; boundary=a\n\n"
                + Many(20_000, _ => "--a\nContent-Type: multipart/mixed; boundary=a\n\n"),
            "part fields" => "Content-Type: multipart/mixed; boundary=a\n\n--a\nSubject: "
                + new string('x', 4_000_000)
                + Many(500_000, _ => "\n y")
                + "\n\nx",
            "addresses" => "From: " + Many(100_000, _ => "<(") + "\n\nx",
            "one line" => Many(50_000, _ => "hello http://a.b/{{"),
            _ => "Subject: x\n\n" + new string('x', 8_000_000),
        };

    private static string Many(int count, Func<int, string> one) =>
        string.Concat(Enumerable.Range(0, count).Select(one));
}
