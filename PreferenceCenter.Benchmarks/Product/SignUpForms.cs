using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PreferenceCenter.Benchmarks.Processes;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// Published forms, and what very many visitors send from a copy of one on another site: each with another address from
/// another network.
/// </summary>
internal static partial class SignUpForms
{
    public const string Path = "/subscribe/";
    private const string Headers =
        " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/html\r\nAccept-Language: en\r\nX-Forwarded-For: ";

    /// <summary>Settings that let the load name the visitor's network in a header.</summary>
    public static readonly IReadOnlyList<(string, string)> Settings =
    [
        ("Site__Languages", "en"),
        ("Proxy__KnownNetworks", "127.0.0.0/8"),
    ];

    private const int Networks = 150;

    // A form takes 18 000 sign-ups an hour, those that wait included; then it says that it is busy.
    private const int Forms = 25;

    private static string KeyOf(int form) => string.Create(CultureInfo.InvariantCulture, $"bench-{form:D2}");

    /// <summary>Publishes notices and forms, and gives the form token of each one's markup.</summary>
    public static async Task<IReadOnlyList<string>> PublishAsync(
        Installation installation,
        Workspace workspace,
        CancellationToken cancel
    )
    {
        var topics = Enumerable
            .Range(1, Crowd.Topics)
            .Select(n =>
                $$"""{"topic":"{{TopicMaker.KeyOf(n)}}","texts":{"en":{"statement":"Yes, write to me about number {{n}}."} } }"""
            );
        await RunAsync(
            installation,
            workspace,
            "notices",
            $$"""
            {"site":{"controllers":[{"name":"Example Ltd","address":"1 Example Street","contact":"privacy@example.org"}],
              "texts":{"en":{"purposes":"To write to you.","recipients":"Nobody.","transfers":"None.","retention":"Until you leave.","rights":"All.","withdrawal":"By the link.","complaint":"The authority."} } },
             "topics":[{{string.Join(',', topics)}}]}
            """,
            cancel
        );
        await RunAsync(
            installation,
            workspace,
            "forms",
            $$"""{"forms":[{{string.Join(',', Enumerable.Range(0, Forms).Select(Form))}}]}""",
            cancel
        );
        var tokens = new List<string>();
        for (var form = 0; form < Forms; form++)
        {
            using var markup = installation.Run("forms", "markup", KeyOf(form));
            tokens.Add(TokenField.Match(await markup.FinishAsync(cancel)).Groups[1].Value);
        }
        return tokens;
    }

    private static string Form(int form) =>
        $$$"""{"key":"{{{KeyOf(form)}}}","state":"published","topics":["topic-1","topic-2","topic-3","topic-4","topic-5"],"texts":{"en":{"title":"Sign up","lead":""} } }""";

    /// <summary>
    /// Writes the requests from the key of the form to the end of the body, all of one length.
    /// </summary>
    public static TokenFile Write(string path, IReadOnlyList<string> tokens, int count)
    {
        using var file = File.Create(path, 1 << 16);
        for (var n = 0; n < count; n++)
        {
            var body = string.Create(
                CultureInfo.InvariantCulture,
                $"sheet={tokens[n % tokens.Count]}&language=en&topics=topic-1&topics=topic-3&email=reader.{n:D8}%40example.com"
            );
            file.Write(
                Encoding.ASCII.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{KeyOf(n % tokens.Count)}{Headers}{100 + n / Networks / Networks % Networks}.{100 + n / Networks % Networks}.{100 + n % Networks}.101\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"
                    )
                )
            );
        }
        return new TokenFile(path, count);
    }

    private static async Task RunAsync(
        Installation installation,
        Workspace workspace,
        string what,
        string json,
        CancellationToken cancel
    )
    {
        var file = workspace.NewFile($"{what}.json");
        await File.WriteAllTextAsync(file, json, cancel);
        using var command = installation.Run(what, "apply", file);
        await command.FinishAsync(cancel);
    }

    [GeneratedRegex("name=\"sheet\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField { get; }
}
