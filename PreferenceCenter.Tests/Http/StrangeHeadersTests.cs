using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Sends headers with bytes that are no UTF-8, as cookies of a parent domain and old programs have: what nobody here
/// reads is no reason to refuse.
/// </summary>
public sealed class StrangeHeadersTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("Cookie")]
    [InlineData("User-Agent")]
    [InlineData("Accept-Language")]
    [InlineData("Accept")]
    [InlineData("Referer")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-None")]
    public async Task Bytes_that_are_no_text_are_no_reason_to_refuse(string header)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var strange = $"{header}: __utmz=Unders\u00f8gelse \u00fe\u00ff\r\n";
        foreach (
            var path in (string[])[center.PreferencesPath(person), center.UnsubscribePath(person), "/link", "/privacy"]
        )
        {
            await using var request = await RawRequest.OpenAsync(center);
            await request.WriteBytesAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n{strange}\r\n");
            var answer = await request.ReadToAsync("\r\n");
            Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        }
        await using var leave = await RawRequest.OpenAsync(center);
        await leave.WriteBytesAsync(
            $"POST {center.UnsubscribePath(person)} HTTP/1.1\r\nHost: x\r\n{strange}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 26\r\n\r\nList-Unsubscribe=One-Click"
        );
        Assert.StartsWith("HTTP/1.1 200 ", await leave.ReadToAsync("\r\n"), StringComparison.Ordinal);
        Assert.True(center.StateOf(person).Stopped);
    }
}
