using System.Text;
using AngleSharp.Html.Parser;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the preferences page of subscribers with twenty topics, each request for another subscriber, and the size
/// of the page.
/// </summary>
internal sealed class PageMeasure : Measure
{
    private const int Connections = 64;
    private static readonly Floor OfSameBytes = Floor.AtLeast(0.27),
        Times = Floor.AtMost(5),
        Html = Floor.AtMost(12),
        Style = Floor.AtMost(8),
        Script = Floor.AtMost(0);

    public override string Name => "page";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Middle, cancel);
        var tokens = TokenFile.Mint(
            bench.Workspace.NewFile("tokens"),
            Installation.Key,
            LinkPurpose.Preferences,
            crowd.Fullest().Select(id => (id, 0u)),
            bench.Now
        );
        var installation = await bench.InstallAsync(crowd.Crowd, cancel);
        using var product = await installation.ServeAsync(cancel);
        var html = await GetAsync(
            product.Port,
            "/p/" + (await File.ReadAllTextAsync(tokens.Path, cancel))[..SignedLink.TokenLength],
            cancel
        );
        var file = bench.Workspace.NewFile("page.html");
        await File.WriteAllTextAsync(file, html, cancel);
        using var bare = await ServerProcess.StartSelfAsync(
            bench.Workspace,
            "bare",
            [Installation.KeyText, file],
            cancel
        );

        var page = new Contender(bench, Name, product, Requests.Page(product.Port, Connections, tokens));
        var bytes = new Contender(bench, "the same bytes", bare, Requests.Page(bare.Port, Connections, tokens));
        await Contest.RunAsync(bench, cancel, page, bytes);
        var (style, script) = await WeighAsync(product.Port, html, cancel);
        return
        [
            new Row(
                $"preferences page, {Crowd.Topics} topics",
                page.PerSecond,
                "requests/s",
                page.Over(bytes),
                "the same bytes without a database",
                OfSameBytes
            )
            {
                Processor = page.ProcessorTime(bytes, Times),
            },
            new Row("preferences page: p99", page.P99, "ms"),
            new Row("the same bytes without a database", bytes.PerSecond, "requests/s"),
            new Row("preferences page: HTML", Encoding.UTF8.GetByteCount(html) / 1024d, "KB", Floor: Html),
            new Row("preferences page: style", style / 1024d, "KB", Floor: Style),
            new Row("preferences page: script", script / 1024d, "KB", Floor: Script),
        ];
    }

    // Sizes are uncompressed, as that of the page itself.
    private static async Task<(int Style, int Script)> WeighAsync(int port, string html, CancellationToken cancel)
    {
        using var page = await new HtmlParser().ParseDocumentAsync(html, cancel);
        var style = page.QuerySelectorAll("style").Sum(s => Encoding.UTF8.GetByteCount(s.TextContent));
        foreach (var sheet in page.QuerySelectorAll("link[rel~=stylesheet]"))
            style += Encoding.UTF8.GetByteCount(await GetAsync(port, PathOf(sheet.GetAttribute("href")), cancel));
        var script = page.QuerySelectorAll("script").Sum(s => Encoding.UTF8.GetByteCount(s.TextContent));
        foreach (var code in page.QuerySelectorAll("script[src]"))
            script += Encoding.UTF8.GetByteCount(await GetAsync(port, PathOf(code.GetAttribute("src")), cancel));
        return (style, script);
    }

    private static string PathOf(string? url) => new Uri(new Uri("http://localhost/"), url).PathAndQuery;

    private static async Task<string> GetAsync(int port, string path, CancellationToken cancel)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpMessageInvoker(handler);
        using var answer = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{port}{path}"),
            cancel
        );
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancel);
    }
}
