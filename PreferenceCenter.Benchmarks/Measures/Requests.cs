using System.Globalization;
using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>The three most frequent requests, as a mailbox provider or a browser sends them.</summary>
internal static class Requests
{
    private const string UserAgent =
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36\r\n";

    public static LoadPlan Leave(int port, int connections, TokenFile tokens, int expect = 200) =>
        Plan(port, connections, tokens, expect, "POST /u/", Post("", "List-Unsubscribe=One-Click"));

    public static LoadPlan Page(int port, int connections, TokenFile tokens) =>
        Plan(
            port,
            connections,
            tokens,
            200,
            "GET /p/",
            $" HTTP/1.1\r\nHost: localhost\r\n{UserAgent}Accept: text/html\r\nAccept-Language: en\r\n\r\n"
        ) with
        {
            Again = true,
        };

    public static LoadPlan Save(int port, int connections, TokenFile tokens, string form, int expect) =>
        Plan(
            port,
            connections,
            tokens,
            expect,
            "POST /p/",
            Post(UserAgent + "Accept: text/html\r\nAccept-Language: en\r\n", form)
        );

    private static LoadPlan Plan(int port, int connections, TokenFile tokens, int expect, string head, string tail) =>
        new(port, connections, head, tail, tokens.Path, SignedLink.TokenLength, 0, tokens.Count, false, 0, 0, expect);

    private static string Post(string headers, string form) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $" HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}"
        );
}
