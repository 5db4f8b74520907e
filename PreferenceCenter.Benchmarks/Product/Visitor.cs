using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>A browser user: keeps cookies and posts forms with their hidden fields.</summary>
internal sealed class Visitor(int port) : IDisposable
{
    private const string Password = "a sentence nobody else says";
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
    };
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancel) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancel);

    public async Task<string> ReadAsync(string path, CancellationToken cancel)
    {
        using var answer = await GetAsync(path, cancel);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsStringAsync(cancel)
            : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
    }

    /// <summary>
    /// Bodies as they are sent, in bytes, of a page and of each file that it names, to a browser that has none of them.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, int>> LoadAsync(string page, CancellationToken cancel)
    {
        using var document = new HtmlParser().ParseDocument(await ReadAsync(page, cancel));
        var files = document
            .QuerySelectorAll("link[rel=icon], link[rel=stylesheet], script[src]")
            .Select(file => file.GetAttribute("href") ?? file.GetAttribute("src")!);
        var loaded = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in files.Prepend(page))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await SendAsync(request, cancel);
            answer.EnsureSuccessStatusCode();
            loaded[path] = (await answer.Content.ReadAsByteArrayAsync(cancel)).Length;
        }
        return loaded;
    }

    /// <summary>Loads a page, fills in its form for the given path, and posts it.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string page,
        string path,
        CancellationToken cancel,
        params (string Name, string Value)[] typed
    )
    {
        using var document = new HtmlParser().ParseDocument(await ReadAsync(page, cancel));
        var form = document.Forms.First(f => f.GetAttribute("action")?.Split('?')[0] == path);
        var hidden = form.QuerySelectorAll("input[type=hidden]")
            .OfType<IHtmlInputElement>()
            .Select(i => (i.Name!, i.Value))
            .Where(h => typed.All(t => t.Name != h.Item1));
        return await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(
                    hidden.Concat(typed).Select(p => KeyValuePair.Create(p.Item1, p.Item2))
                ),
            },
            cancel
        );
    }

    /// <summary>
    /// Signs in as a staff member who needs no second factor, by the link that <c>staff add</c> printed.
    /// </summary>
    public async Task SignInAsync(string printed, string address, CancellationToken cancel)
    {
        var link = new Uri(printed.Trim()).AbsolutePath;
        using (await PostAsync(link, link, cancel, ("password", Password), ("again", Password))) { }
        await SignInAsync(address, cancel);
    }

    /// <summary>Signs in with the password that the other sign-in set.</summary>
    public async Task SignInAsync(string address, CancellationToken cancel)
    {
        using (await PostAsync("/staff/sign-in", "/staff/sign-in", cancel, ("email", address), ("password", Password)))
        { }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            cookies[cookie[..cookie.IndexOf('=')]] = cookie[
                (cookie.IndexOf('=') + 1)..(cookie.IndexOf(';') is var end and >= 0 ? end : cookie.Length)
            ];
        return answer;
    }

    public void Dispose() => client.Dispose();
}
