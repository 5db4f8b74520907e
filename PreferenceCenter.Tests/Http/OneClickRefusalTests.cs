using System.Buffers.Text;
using System.Text;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests requests that are not valid one-click requests: nothing happens, and the status says so.</summary>
public sealed class OneClickRefusalTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    public static TheoryData<string?, string> NoPair =>
        new()
        {
            { "application/x-www-form-urlencoded", "" },
            { "application/x-www-form-urlencoded", "List-Unsubscribe=" },
            { "application/x-www-form-urlencoded", "List-Unsubscribe=one-click" },
            { "application/x-www-form-urlencoded", "list=One-Click" },
            { "application/x-www-form-urlencoded", "list-unsubscribe=One-Click" },
            { "application/x-www-form-urlencoded", "page=1" },
            { "application/json", """{"List-Unsubscribe":"One-Click"}""" },
            { "application/json", "List-Unsubscribe=One-Click" },
            { "text/plain", "List-Unsubscribe: One-Click" },
            { null, "" },
            {
                "multipart/form-data; boundary=abc",
                "--abc\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Cl"
            },
            { "multipart/form-data; boundary=--", "--" },
            { "multipart/form-data; boundary=---x", "" },
        };

    [DatabaseTheory(PostgresInLongTests = true)]
    [MemberData(nameof(NoPair))]
    [Trait("Requirement", "UNS-09")]
    public async Task Without_the_pair_it_is_refused_and_nothing_happens(string? type, string body)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await center.Browser.SendAsync(HttpMethod.Post, center.UnsubscribePath(person), content);
        Assert.Equal(400, answer.Status);
        Assert.Contains("Nothing was changed", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "UNS-04")]
    [Trait("Requirement", "SEC-01")]
    public async Task Whichever_bit_of_the_token_is_flipped_there_is_no_such_page_and_nothing_happens()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var token = center.UnsubscribePath(person)[3..];
        var before = center.Rows();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = Base64Url.DecodeFromChars(token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            var answer = await center.Browser.PostAsync(
                "/u/" + Base64Url.EncodeToString(bytes),
                ("List-Unsubscribe", "One-Click")
            );
            Assert.True(answer.Status == 404, $"bit {bit}: {answer.Status}");
            seen.Add(answer.Seen);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Assert.Equal(before, center.Rows());
        // No answer tells which fault it was.
        Assert.Single(seen);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("/u/")]
    [InlineData("/u/x")]
    [InlineData("/u/AQMCAA")]
    [Trait("Requirement", "UNS-04")]
    public async Task What_is_no_token_leads_nowhere(string path)
    {
        var center = await shared.NextAsync();
        Assert.Equal(404, (await center.Browser.PostAsync(path, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal(404, (await center.Browser.GetAsync(path)).Status);
    }
}
