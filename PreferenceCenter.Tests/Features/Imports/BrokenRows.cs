using System.Globalization;
using System.Text;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>File in which every second row is broken, each in another way, with the reports expected for it.</summary>
internal sealed class BrokenRows
{
    public const string Header =
        "email,name,language,topics,status,consent_at,consent_method,consent_source,consent_text,consent_ip";
    private const string A = "2026-05-01T10:00:00Z,checkbox,https://example.org/join,\"Yes, mail me\",192.0.2.77";
    private const int Megabyte = 1 << 20;

    // Rows are written as Latin-1 bytes so that invalid UTF-8 can be expressed; each has the column and code to be
    // reported.
    private static readonly (Func<int, string> Row, string Column, string Code)[] Kinds =
    [
        (i => $"\"b{i}@example.org\"x,,,news,,,,,,", "", "csv"),
        (i => $"\"b{i}@example.org,,,news,,,,,,", "", "csv"),
        (i => $"b{i}@example.org,\"Two\"\" \"lines,,news,,,,,,", "", "csv"),
        (i => $"b{i}@example.org,\xFF\xFE,,news,,,,,,", "", "encoding"),
        (i => $"b{i}\xC3@example.org,,,news,,,,,,", "", "encoding"),
        (i => $"b{i}@example.org,\xC0\xAF,,news,,,,,,", "", "encoding"),
        (i => $"b{i}@example.org,\xED\xA0\x80,,news,,,,,,", "", "encoding"),
        (i => $"b{i}@example.org,\"a\n\xE2\x82\n\",,news,,,,,,", "", "encoding"),
        (i => $"b{i}@exa\0mple.org,,,news,,,,,,", "", "nul"),
        (i => $"b{i}@example.org,\0,,news,,,,,,", "", "nul"),
        (i => $"b{i}@example.org,Bo,Bo,,news,,,,,,", "", "fields"),
        (i => $"b{i}@example.org,Bo, Jr.,,news,,,,,,,", "", "fields"),
        (i => $"b{i}@example.org", "", "fields"),
        (i => $"b{i}@example.org;Bo;;news;;;;;;", "", "fields"),
        (_ => ",,,,,,,,,", "email", "email"),
        (i => $"b{i}.example.org,,,news,,,,,,", "email", "email"),
        (i => $"=HYPERLINK(\"\"http://example.org/{i}\"\"),,,news,,,,,,", "email", "email"),
        (i => $"b\"{i}@example.org,,,news,,,,,,", "email", "email"),
        (i => $"b {i}@example.org,,,news,,,,,,", "email", "email"),
        (i => $"{new string('l', 65)}{i}@example.org,,,news,,,,,,", "email", "email"),
        (i => $"b{i}@-example.org,,,news,,,,,,", "email", "email"),
        (i => $"b{i}@example.org,,,news,@SUM(1+1),,,,,", "status", "status"),
        (i => $"b{i}@example.org,,,news,Subscribed?,,,,,", "status", "status"),
        (i => $"b{i}@example.org,,,=cmd|'/C calc'!A{i},,,,,,", "topics", "topic"),
        (i => $"b{i}@example.org,,,\"\t=1+1\",,,,,,", "topics", "topic"),
        (i => $"b{i}@example.org,,,\"news;\r=1+1\",,,,,,", "topics", "topic"),
        (i => $"b{i}@example.org,,,nope,unsubscribed,,,,,", "topics", "warning-topic"),
        (i => $"b{i}@example.org,,, ; ;,,,,,,", "topics", "no-topic"),
        (i => $"b{i}@example.org,,,beta,,,,,,", "topics", "closed-topic"),
        (i => $"b{i}@example.org,{new string('n', 201)},,news,,,,,,", "name", "too-long"),
        (i => $"b{i}@example.org,,,news,,,{new string('+', 501)},,,", "consent_method", "too-long"),
        (i => $"b{i}@example.org,,,news,,,,\"{new string('s', 501)}\",,", "consent_source", "too-long"),
        (
            i => $"b{i}@example.org,,,news,,,,,\"{new string('t', 9_999)}\n\n{new string('t', 5)}\",",
            "consent_text",
            "too-long"
        ),
        (i => $"b{i}@example.org,,,news,,0000-00-00,,,,", "consent_at", "date"),
        (i => $"b{i}@example.org,,,news,,0000-01-01T00:00:00Z,,,,", "consent_at", "date"),
        (i => $"b{i}@example.org,,,news,,0001-01-01,,,,", "consent_at", "date"),
        (i => $"b{i}@example.org,,,news,,2026-02-30,,,,", "consent_at", "date"),
        (i => $"b{i}@example.org,,,news,,9999-12-31T23:59:59Z,,,,", "consent_at", "date"),
        (i => $"b{i}@example.org,,,news,,+46000,,,,", "consent_at", "date"),
        (i => $"b{i}@example.org,,,news,,,,,,999.1.1.1", "consent_ip", "ip"),
        (i => $"b{i}@example.org,,,news,,,,,,7", "consent_ip", "ip"),
    ];

    // Rare, because each is as long as many other rows.
    private static readonly (Func<int, string> Row, string Column, string Code)[] Long =
    [
        (i => $"b{i}@example.org,{new string('x', Megabyte)},,news,,,,,,", "", "csv"),
        (
            i =>
                $"b{i}@example.org,\"{string.Concat(Enumerable.Repeat("victim@example.org,,,news,,,,,,\n", Megabyte / 32))}\",,news,,,,,,",
            "",
            "csv"
        ),
        (i => $"b{i}@example.org,\"{new string('\"', Megabyte)}\",,news,,,,,,", "", "csv"),
    ];

    private readonly StringBuilder text = new(Header + "\n");
    private long line = 2;

    public List<string> Expected { get; } = [];
    public int Good { get; private set; }

    /// <summary>Opt-outs: taken, whatever else is wrong with their rows.</summary>
    public int Taken => Expected.Count(line => line.EndsWith("warning-topic", StringComparison.Ordinal));
    public int Again { get; private set; }

    public BrokenRows(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (row, column, code) = i % 500 == 250 ? Long[i / 500 % Long.Length] : Kinds[i % Kinds.Length];
            Expected.Add(string.Create(CultureInfo.InvariantCulture, $"{line},{column},{code}"));
            Add(row(i));
            Add(GoodRow(i));
        }
        // At the very end of the file no quote closes it.
        Expected.Add(string.Create(CultureInfo.InvariantCulture, $"{line},,csv"));
        Add($"\"b{count}@example.org,,,news,,,,,,");
    }

    public byte[] Bytes => Encoding.Latin1.GetBytes(text.ToString());

    /// <summary>
    /// Every tenth row repeats an earlier address in other letter case: the same person, and no fault.
    /// </summary>
    private string GoodRow(int i)
    {
        if (i % 10 != 9)
        {
            Good++;
            return i % 10 == 0
                ? $"jos\xC3\xA9{i}@b\xC3\xBC"
                    + $"cher.example,Two,,news,,{A.Replace("Yes, mail", "Yes,\nmail", StringComparison.Ordinal)}"
                : $"good{i}@example.org,Good,,news,,{A}";
        }
        Again++;
        return i % 20 == 9
            ? $"GOOD{i - 1}@Example.ORG,,,news,,{A}"
            : $"jose\xCC\x81{i - 9}@xn--bcher-kva.example,,,news,,{A}";
    }

    private void Add(string row)
    {
        text.Append(row).Append('\n');
        line += 1 + row.Count(c => c is '\n' or '\r');
    }
}
