using AngleSharp.Html.Dom;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Browser without script: it keeps no cookies, follows no redirect by itself, and submits exactly what a form
/// contains. Addresses of the public site lead to the socket under test.
/// </summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(Uri address) =>
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
        };

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, Encode(fields));

    /// <summary>Encodes fields as a query string.</summary>
    public Task<Answer> PostFormAsync(string path, string fields) =>
        SendAsync(HttpMethod.Post, path, new StringContent(fields, null, "application/x-www-form-urlencoded"));

    public static FormUrlEncodedContent Encode(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        if (path.StartsWith(WebCenter.PublicUrl, StringComparison.Ordinal))
            path = path[WebCenter.PublicUrl.Length..];
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        using var response = await http.SendAsync(request, Cancel);
        return await Answer.ReadAsync(path, response, Cancel);
    }

    /// <summary>Returns the status only, for one of very many posts.</summary>
    public async Task<string> StatusAsync(
        string path,
        (string Name, string Value)[] fields,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = Encode(fields),
        };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        using var response = await http.SendAsync(request, Cancel);
        return $"{(int)response.StatusCode}";
    }

    /// <summary>Presses the button with that value, of that selector, or the only one.</summary>
    public async Task<Answer> PressAsync(
        Answer page,
        string? value = null,
        Action<IHtmlFormElement>? fill = null,
        string? selector = null
    )
    {
        selector ??= value is null ? "form button:not([formaction])" : $"form button[value={value}]";
        var button = Assert.IsAssignableFrom<IHtmlButtonElement>(Assert.Single(page.Page.QuerySelectorAll(selector)));
        var form = button.Form!;
        fill?.Invoke(form);
        var sent = form.GetSubmission(button)!;
        Assert.Equal(AngleSharp.Io.HttpMethod.Post, sent.Method);
        using var body = new MemoryStream();
        await sent.Body.CopyToAsync(body, Cancel);
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", sent.MimeType);
        // Under no-referrer a browser sends no origin, not even to the same site.
        return await SendAsync(
            HttpMethod.Post,
            sent.Target.Href,
            content,
            ("Origin", "null"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-Mode", "navigate")
        );
    }

    /// <summary>Presses a button and follows the redirect, if that is the answer.</summary>
    public async Task<Answer> PressOnAsync(Answer page, string? value = null, string? selector = null)
    {
        var answer = await PressAsync(page, value, selector: selector);
        return answer.Status == 303 ? await FollowAsync(answer) : answer;
    }

    /// <summary>Posts fields and follows the redirect, if that is the answer.</summary>
    public async Task<Answer> PostOnAsync(string path, params (string Name, string Value)[] fields)
    {
        var answer = await PostAsync(path, fields);
        return answer.Status == 303 ? await FollowAsync(answer) : answer;
    }

    public async Task<Answer> FollowAsync(Answer answer)
    {
        Assert.Equal(303, answer.Status);
        return await GetAsync(answer.Location!);
    }

    /// <summary>
    /// Opens a page, fills its form, submits it and follows the redirect, as a user of the preferences page does.
    /// </summary>
    public async Task<Answer> SaveAsync(string path, Action<IHtmlFormElement> fill, string action = "save") =>
        await FollowAsync(await PressAsync(await GetAsync(path), action, fill));

    public void Dispose() => http.Dispose();
}

/// <summary>Fills in forms.</summary>
internal static class FormFilling
{
    public static void Tick(this IHtmlFormElement form, string topic, bool on = true) =>
        Assert.IsAssignableFrom<IHtmlInputElement>(form.QuerySelector($"input[name=topics][value={topic}]")).IsChecked =
            on;

    public static void Type(this IHtmlFormElement form, string name, string text) =>
        Assert.IsAssignableFrom<IHtmlInputElement>(form.QuerySelector($"input[name={name}]")).Value = text;

    public static void Untick(this IHtmlFormElement form, string topic) => form.Tick(topic, false);

    public static void Choose(this IHtmlFormElement form, string name, string value)
    {
        var options = form.QuerySelectorAll($"input[type=radio][name='{name}']").Cast<IHtmlInputElement>().ToArray();
        Assert.Contains(options, o => o.Value == value);
        foreach (var option in options)
            option.IsChecked = option.Value == value;
    }

    /// <summary>The preselected option of a question, if any.</summary>
    public static string? Chosen(this IHtmlFormElement form, string name) =>
        form.QuerySelectorAll($"input[type=radio][name='{name}']")
            .Cast<IHtmlInputElement>()
            .SingleOrDefault(o => o.IsChecked)
            ?.Value;

    public static void Select(this IHtmlFormElement form, string name, string value) =>
        Assert.IsAssignableFrom<IHtmlSelectElement>(form.QuerySelector($"select[name={name}]")).Value = value;

    public static bool IsTicked(this IHtmlFormElement form, string topic) =>
        Assert.IsAssignableFrom<IHtmlInputElement>(form.QuerySelector($"input[name=topics][value={topic}]")).IsChecked;

    public static IReadOnlyList<string> Topics(this IHtmlFormElement form) =>
        [.. form.QuerySelectorAll("input[name=topics]").Select(e => e.GetAttribute("value")!)];
}
