using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared;

/// <summary>Tests the security headers of every page.</summary>
public sealed class SecurityHeadersTests(PagePreview preview)
{
    public static TheoryData<string> Pages => [.. SamplePages.Paths];

    [Theory, MemberData(nameof(Pages))]
    [Trait("Requirement", "SEC-08")]
    [Trait("Requirement", "SEC-09")]
    [Trait("Requirement", "SEC-10")]
    public async Task Every_page_carries_the_whole_set(string path)
    {
        var answer = await preview.Client.GetAsync(path, TestContext.Current.CancellationToken);
        string Header(string name) => string.Join(',', answer.Headers.GetValues(name));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Contains("noindex", Header("X-Robots-Tag"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            Header("Content-Security-Policy")
        );
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Head_answers_as_get_without_a_body(string path)
    {
        var get = await preview.Client.GetAsync(path, TestContext.Current.CancellationToken);
        var head = await preview.Client.SendAsync(new(HttpMethod.Head, path), TestContext.Current.CancellationToken);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(
            get.Headers.Select(h => h.Key).Except(["Date", "Transfer-Encoding"]).Order(),
            head.Headers.Select(h => h.Key).Except(["Date"]).Order()
        );
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Requirement", "SEC-10")]
    public async Task Over_https_the_browser_is_told_to_stay_there()
    {
        await using var app = await Serve(http => http.Response.WriteAsync("page"));
        var answer = await app.GetTestClient().GetAsync("https://localhost/", TestContext.Current.CancellationToken);
        var parts = Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")).Split("; ");
        Assert.True(
            int.Parse(parts[0]["max-age=".Length..], System.Globalization.CultureInfo.InvariantCulture) >= 31_536_000
        );
        Assert.Equal("includeSubDomains", parts[1]);
    }

    [Fact]
    public async Task An_answer_that_was_cleared_by_an_error_has_them_again()
    {
        await using var app = await Serve(http =>
        {
            http.Response.Clear();
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        var answer = await app.GetTestClient().GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task What_sets_its_own_keeps_its_own()
    {
        await using var app = await Serve(http =>
        {
            http.Response.Headers.ContentSecurityPolicy = "script-src 'self'";
            return Task.CompletedTask;
        });
        var answer = await app.GetTestClient().GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal("script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    private static async Task<WebApplication> Serve(RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.Run(handler);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
