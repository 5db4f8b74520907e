using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using MailKit.Security;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that each program of docs/sending.md puts the header values on the wire as the audience has them, and that
/// the one-click they name works.
/// </summary>
public sealed partial class SendingDocumentTests : IDisposable
{
    private const string Name = "sending.md";
    private const string LongHost = "https://preferences.newsletters.of-an-organisation-with-a-long-name.example.org";
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    /// <summary>
    /// Languages that are installed here. What a machine lacks is no case, so that it cannot be skipped unseen where
    /// nothing may be: Python, JavaScript and PHP are then installed by .ci/run.
    /// </summary>
    public static TheoryData<string> Installed => [.. SendingLanguage.All.Where(l => l.IsHere).Select(l => l.Heading)];

    [Theory]
    [MemberData(nameof(Installed))]
    [Trait("Requirement", "UNS-01")]
    [Trait("Requirement", "UNS-02")]
    public async Task Values_arrive_whole_and_the_one_click_works(string heading)
    {
        var language = SendingLanguage.All.Single(l => l.Heading == heading);
        language.Prepare(directory);
        await AssertOneClickAsync((rows, port) => RunAsync(language, rows, port));
    }

    [Fact]
    [Trait("Requirement", "UNS-01")]
    [Trait("Requirement", "UNS-02")]
    public async Task Values_arrive_whole_and_the_one_click_works_from_csharp()
    {
        await AssertOneClickAsync(
            async (rows, port) =>
            {
                using var smtp = new SmtpClient();
                await smtp.ConnectAsync(
                    "127.0.0.1",
                    port,
                    SecureSocketOptions.None,
                    TestContext.Current.CancellationToken
                );
                foreach (var row in rows)
                    await SendingExample.SendAsDocumentedAsync(
                        smtp,
                        JsonSerializer.Deserialize<SendingExample.Row>(row, JsonSerializerOptions.Web)!
                    );
            }
        );
    }

    [Fact]
    public void The_example_in_csharp_is_the_one_that_is_run()
    {
        var example = Assert.Single(Document.Examples(Name, "csharp"));
        example = example[example.IndexOf("static async Task SendAsync(", StringComparison.Ordinal)..];
        Assert.Contains(
            WithoutIndent(example),
            WithoutIndent(File.ReadAllText(SourceOfExample())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Every_example_is_a_language_that_is_run_where_it_is_installed() =>
        Assert.Equal(
            SendingLanguage.All.Select(l => l.Block).Append("csharp").Order(),
            CodeBlock().Matches(Document.Read(Name)).Select(m => m.Groups[1].Value).Order()
        );

    // What the page says of the default is why it has an example: the bad twin.
    [Fact]
    public async Task Without_its_policy_python_would_make_encoded_words_of_the_link()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "/usr/bin/python3 is not installed.");
        var python = SendingLanguage.All[0];
        await using var smtp = new SmtpPeer();
        var code = Example(python).Replace("policy=ListHeaders(linesep=\"\\r\\n\")", "", StringComparison.Ordinal);
        await RunAsync(python, code, [LongRow("someone@example.com")], smtp.Port);
        Assert.Contains("=?utf-8?q?=3Chttps", Wire(smtp.Received.Single()), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertOneClickAsync(Func<IReadOnlyList<string>, int, Task> sendAsync)
    {
        await using var center = await WebCenter.StartAsync([], WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        var audience = await center.RunAsync("export", "audience", "news", "--format", "ndjson");
        var row = Assert.Single(audience.Done().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await using var smtp = new SmtpPeer();
        string[] rows = [row, LongRow("someone@example.com")];
        await sendAsync(rows, smtp.Port);

        Assert.Equal(rows.Length, smtp.Received.Count);
        foreach (var (sent, mail) in rows.Zip(smtp.Received))
        foreach (var (header, field) in Headers)
            Assert.Equal(JsonNode.Parse(sent)![field]!.GetValue<string>(), OneValue(Wire(mail), header));

        var link = OneValue(Wire(smtp.Received.First()), "List-Unsubscribe").Split('>')[0].TrimStart('<');
        var body = OneValue(Wire(smtp.Received.First()), "List-Unsubscribe-Post").Split('=');
        var answer = await center.Browser.PostAsync(new Uri(link).AbsolutePath, [(body[0], body[1])]);
        Assert.Equal(200, answer.Status);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
    }

    private static readonly (string Header, string Field)[] Headers =
    [
        ("List-Unsubscribe", "listUnsubscribe"),
        ("List-Unsubscribe-Post", "listUnsubscribePost"),
        ("List-Id", "listId"),
    ];

    // The longest that happens: a long host, and a mailbox beside the link.
    private static string LongRow(string email)
    {
        const string Token = "AQEBAHo6XiF8G00qmzwBI0VniasAAAAHaSzagD_m_UpeT4xbASj9ndn9JQI";
        return JsonSerializer.Serialize(
            new Dictionary<string, string>
            {
                ["email"] = email,
                ["unsubscribeUrl"] = $"{LongHost}/u/{Token}",
                ["listUnsubscribe"] =
                    $"<{LongHost}/u/{Token}>, <mailto:unsubscribe@example.org?subject=unsubscribe%20{Token}>",
                ["listUnsubscribePost"] = "List-Unsubscribe=One-Click",
                ["listId"] = "<product-news.lists.of-an-organisation-with-a-long-name.example.org>",
            },
            Relaxed
        );
    }

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Wire(PeerMail mail) => Encoding.UTF8.GetString(mail.Content);

    // As a receiver reads it: the one field of that name, its folds taken away (RFC 5322 section 2.2.3), nothing else.
    private static string OneValue(string wire, string header)
    {
        var head = wire[..wire.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.All(head.Split("\r\n"), line => Assert.True(line.Length <= 998, line));
        var fields = Fold().Replace(head, "$1").Split("\r\n");
        var named = fields.Where(f => f.StartsWith($"{header}:", StringComparison.OrdinalIgnoreCase));
        return Assert.Single(named)[(header.Length + 1)..].Trim();
    }

    private static string Example(SendingLanguage language) => Document.Examples(Name, language.Block)[language.Number];

    private Task RunAsync(SendingLanguage language, IReadOnlyList<string> rows, int port) =>
        RunAsync(language, Example(language), language.Block == "java" ? [.. rows.Select(Columns)] : rows, port);

    // As jq does it in the line above the example.
    private static string Columns(string row) =>
        string.Join(
            '\t',
            new[] { "email", "unsubscribeUrl", "listUnsubscribe", "listUnsubscribePost", "listId" }.Select(f =>
                JsonNode.Parse(row)![f]!.GetValue<string>()
            )
        );

    private async Task RunAsync(SendingLanguage language, string code, IReadOnlyList<string> rows, int port)
    {
        var file = Path.Combine(directory, language.File);
        await File.WriteAllTextAsync(
            file,
            code.Replace("2525", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        var start = new ProcessStartInfo(language.Run[0], [.. language.Run[1..], file])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Go compiles into a cache and wants to know where it is.
        start.Environment["HOME"] = start.Environment["GOCACHE"] = directory;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        foreach (var row in rows)
            await process.StandardInput.WriteLineAsync(row);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{language.Heading}: {await output}{await error}");
    }

    private static string WithoutIndent(string code) =>
        LineStart().Replace(code, "").Replace("private static", "static", StringComparison.Ordinal);

    private static string SourceOfExample([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, nameof(SendingExample) + ".cs");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [GeneratedRegex("\r\n([ \t])")]
    private static partial Regex Fold();

    [GeneratedRegex("^[ ]+", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex("^```([a-z]+)$", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
