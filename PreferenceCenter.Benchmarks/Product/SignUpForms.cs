using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PreferenceCenter.Benchmarks.Processes;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// A published form, and what very many visitors send from a copy of it on another site: each with another address from
/// another network.
/// </summary>
internal static partial class SignUpForms
{
    public const string Path = "/subscribe/bench";

    /// <summary>Settings that let the load name the visitor's network in a header.</summary>
    public static readonly IReadOnlyList<(string, string)> Settings =
    [
        ("Site__Languages", "en"),
        ("Proxy__KnownNetworks", "127.0.0.0/8"),
    ];

    private const int Networks = 150;

    /// <summary>Publishes notices and form, and gives the form token of its markup.</summary>
    public static async Task<string> PublishAsync(
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
            """{"forms":[{"key":"bench","state":"published","topics":["topic-1","topic-2","topic-3","topic-4","topic-5"],"texts":{"en":{"title":"Sign up","lead":""}}}]}""",
            cancel
        );
        using var markup = installation.Run("forms", "markup", "bench");
        return TokenField.Match(await markup.FinishAsync(cancel)).Groups[1].Value;
    }

    /// <summary>
    /// Writes the requests from the network of the first header to the end of the body, all of one length.
    /// </summary>
    public static TokenFile Write(string path, string token, int count)
    {
        using var file = File.Create(path, 1 << 16);
        for (var n = 0; n < count; n++)
        {
            var body = string.Create(
                CultureInfo.InvariantCulture,
                $"sheet={token}&language=en&topics=topic-1&topics=topic-3&email=reader.{n:D8}%40example.com"
            );
            file.Write(
                Encoding.ASCII.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{100 + n / Networks / Networks % Networks}.{100 + n / Networks % Networks}.{100 + n % Networks}.101\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"
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
