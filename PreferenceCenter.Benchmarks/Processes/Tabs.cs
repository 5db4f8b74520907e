using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>A real browser without a window. Pages are opened through its debugging protocol.</summary>
internal sealed class Tabs : IDisposable
{
    private static readonly string[] Names =
    [
        "chromium",
        "chromium-headless-shell",
        "chromium-browser",
        "google-chrome",
    ];
    private readonly HttpClient client;
    private readonly Child browser;

    private Tabs(Child browser, int port) =>
        (this.browser, client) = (
            browser,
            new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") }
        );

    public static async Task<Tabs> OpenAsync(Workspace workspace, CancellationToken cancel)
    {
        var program =
            (System.Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium here.");
        var port = ServerProcess.FreePort();
        var server = new ServerProcess(
            Child.Start(
                [
                    program,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    $"--remote-debugging-port={port}",
                    "--remote-allow-origins=*",
                    $"--user-data-dir={workspace.NewDirectory("browser")}",
                    "about:blank",
                ],
                workspace.Directory,
                []
            ),
            port
        );
        await server.WaitUntilListeningAsync(cancel);
        return new Tabs(server.Child, port);
    }

    public async Task TakeCookiesAsync(Uri site, IReadOnlyDictionary<string, string> cookies, CancellationToken cancel)
    {
        var version = await client.GetFromJsonAsync<JsonElement>("/json/version", cancel);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(version.GetProperty("webSocketDebuggerUrl").GetString()!), cancel);
        var message = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id = 1,
                method = "Storage.setCookies",
                @params = new
                {
                    cookies = cookies.Select(c => new
                    {
                        name = c.Key,
                        value = c.Value,
                        url = site.ToString(),
                        path = "/",
                        secure = true,
                        httpOnly = true,
                    }),
                },
            }
        );
        await socket.SendAsync(message, WebSocketMessageType.Text, true, cancel);
        var answer = new byte[4096];
        await socket.ReceiveAsync(answer, cancel);
    }

    /// <returns>Where scripts are sent to the page.</returns>
    public async Task<Uri> OpenAsync(Uri page, CancellationToken cancel)
    {
        using var answer = await client.PutAsync(
            new Uri($"/json/new?{Uri.EscapeDataString(page.ToString())}", UriKind.Relative),
            null,
            cancel
        );
        answer.EnsureSuccessStatusCode();
        var tab = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return new Uri(tab.GetProperty("webSocketDebuggerUrl").GetString()!);
    }

    /// <summary>Runs a function in the page, waits for what it promises, and returns that.</summary>
    public static async Task<T> RunAsync<T>(Uri tab, string function, CancellationToken cancel)
    {
        // A tab that has just been opened leaves its empty page, and what was asked of it, when the first bytes come.
        for (var tries = 0; ; tries++)
        {
            using var told = await AskAsync(tab, function, cancel);
            if (told.RootElement.TryGetProperty("result", out var result))
                return result.TryGetProperty("exceptionDetails", out var fault)
                    ? throw new InvalidOperationException(fault.ToString())
                    : result.GetProperty("result").GetProperty("value").Deserialize<T>()!;
            if (tries > 20)
                throw new InvalidOperationException(told.RootElement.ToString());
            await Task.Delay(250, cancel);
        }
    }

    private static async Task<JsonDocument> AskAsync(Uri tab, string function, CancellationToken cancel)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(tab, cancel);
        var message = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id = 1,
                method = "Runtime.evaluate",
                @params = new
                {
                    expression = $"({function})()",
                    awaitPromise = true,
                    returnByValue = true,
                },
            }
        );
        await socket.SendAsync(message, WebSocketMessageType.Text, true, cancel);
        using var answer = new MemoryStream();
        var piece = new byte[4096];
        WebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(piece, cancel);
            answer.Write(piece, 0, read.Count);
        } while (!read.EndOfMessage);
        return JsonDocument.Parse(answer.ToArray());
    }

    public void Dispose()
    {
        browser.Dispose();
        client.Dispose();
    }
}
