using AngleSharp.Html.Dom;
using MimeKit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Browser with cookies of its own: it obeys cookie attributes on any test socket and submits what a form contains.
/// </summary>
internal sealed class Visitor(WebCenter center)
{
    private readonly Dictionary<string, string> cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public const string SessionCookie = "__Host-me",
        AskedCookie = "__Host-asked";

    public void Forget(string cookie) => cookies.Remove(cookie);

    public void Take(string cookie, string value) => cookies[cookie] = value;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, Browser.Encode(fields));

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        if (cookies.Count > 0)
            headers = [.. headers, ("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")))];
        var answer = await center.Browser.SendAsync(method, path, content, headers);
        foreach (
            var set in (answer["Set-Cookie"] ?? "")
                .Split(", __Host")
                .Where(s => s.Length > 0)
                .Select((s, i) => i == 0 ? s : "__Host" + s)
        )
            Keep(set);
        return answer;
    }

    /// <summary>Presses the button with that value, or the one whose form posts to that path.</summary>
    public async Task<Answer> PressAsync(
        Answer page,
        string? value = null,
        string? action = null,
        Action<IHtmlFormElement>? fill = null
    )
    {
        var found = page.Page.QuerySelectorAll(
            value is not null ? $"form button[value={value}]"
            : action is not null ? $"form[action^='{action}'] button"
            : "form button"
        );
        var button = Assert.IsAssignableFrom<IHtmlButtonElement>(Assert.Single(found));
        fill?.Invoke(button.Form!);
        var sent = button.Form!.GetSubmission(button)!;
        using var body = new MemoryStream();
        await sent.Body.CopyToAsync(body);
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", sent.MimeType);
        return await SendAsync(
            HttpMethod.Post,
            sent.Target.Href,
            content,
            ("Origin", "null"),
            ("Sec-Fetch-Site", "same-origin")
        );
    }

    public async Task<Answer> FollowAsync(Answer answer)
    {
        Assert.Equal(303, answer.Status);
        return await GetAsync(answer.Location!);
    }

    /// <summary>Requests a link by address and returns the mail.</summary>
    public async Task<MimeMessage> AskAsync(string address, string query = "")
    {
        var answer = await PressAsync(
            await GetAsync("/privacy" + query),
            null,
            "/privacy",
            form => form.Type("email", address)
        );
        Assert.Equal(200, (await FollowAsync(answer)).Status);
        return Assert.Single(await center.MailsAsync());
    }

    /// <summary>Requests a link, opens it and presses its button. Returns the first page of the session.</summary>
    public async Task<Answer> OpenAsync(Person person) =>
        await FollowAsync(
            await PressAsync(await GetAsync(WebCenter.LinkIn(await AskAsync(person.Address), "me")), "open")
        );

    private void Keep(string set)
    {
        var parts = set.Split(';', StringSplitOptions.TrimEntries);
        var (name, value) = (
            parts[0][..parts[0].IndexOf('=', StringComparison.Ordinal)],
            parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..]
        );
        // A browser accepts a cookie with this prefix only on these terms (RFC 6265bis §4.1.3.2).
        Assert.StartsWith("__Host-", name, StringComparison.Ordinal);
        Assert.Contains("secure", parts, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("path=/", parts, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("httponly", parts, StringComparer.OrdinalIgnoreCase);
        if (value.Length == 0)
            cookies.Remove(name);
        else
            cookies[name] = value;
    }
}
