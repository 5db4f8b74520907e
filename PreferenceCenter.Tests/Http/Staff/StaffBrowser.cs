using System.Text.RegularExpressions;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Browser of a staff member: it keeps cookies and submits the hidden fields of a form.</summary>
internal sealed partial class StaffBrowser(Browser browser)
{
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    /// <summary>The Set-Cookie headers, complete.</summary>
    public List<string> Set { get; } = [];

    public StaffBrowser Copy()
    {
        var copy = new StaffBrowser(browser);
        foreach (var (name, value) in cookies)
            copy.cookies[name] = value;
        return copy;
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        var answer = await browser.SendAsync(
            method,
            path,
            content,
            cookies.Count == 0 ? [] : [("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")))]
        );
        foreach (var cookie in Boundary.Split(answer["Set-Cookie"] ?? "").Where(c => c.Length > 0))
        {
            Set.Add(cookie);
            var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..cookie.IndexOf(';')]);
            if (value.Length == 0)
                cookies.Remove(name);
            else
                cookies[name] = value;
        }
        return answer;
    }

    /// <summary>Posts the form of a page that submits to that path: its hidden fields and the given values.</summary>
    public Task<Answer> PostAsync(Answer page, string path, params (string Name, string Value)[] typed)
    {
        var form = Assert.Single(
            page.Page.QuerySelectorAll("form"),
            f => f.GetAttribute("action")!.Split('?')[0] == path && Matches(f, typed)
        );
        var hidden = form.QuerySelectorAll("input[type=hidden]")
            .Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
            .Where(h => typed.All(t => t.Name != h.Item1));
        return SendAsync(HttpMethod.Post, form.GetAttribute("action")!, Browser.Encode([.. hidden, .. typed]));
    }

    public async Task<Answer> FollowAsync(Answer answer)
    {
        Assert.Equal(303, answer.Status);
        return await GetAsync(answer.Location!);
    }

    // Several passkeys make several forms with the same path.
    private static bool Matches(AngleSharp.Dom.IElement form, (string Name, string Value)[] typed) =>
        typed.All(t =>
            form.QuerySelector($"input[type=hidden][name='{t.Name}']") is not { } hidden
            || hidden.GetAttribute("value") is null or ""
            || hidden.GetAttribute("value") == t.Value
        );

    [GeneratedRegex(", (?=__Host-)")]
    private static partial Regex Boundary { get; }
}
