using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>What is no one-click: nothing happens, and the answer says so by its status.</summary>
public sealed class OneClickRefusalTests
{
    public static TheoryData<string?, string> NoPair => new()
    {
        { "application/x-www-form-urlencoded", "" },
        { "application/x-www-form-urlencoded", "List-Unsubscribe=" },
        { "application/x-www-form-urlencoded", "List-Unsubscribe=one-click" },
        { "application/x-www-form-urlencoded", "list=One-Click" },
        { "application/x-www-form-urlencoded", "page=1" },
        { "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click%00" },
        { "application/json", """{"List-Unsubscribe":"One-Click"}""" },
        { "text/plain", "List-Unsubscribe=One-Click" },
        { null, "List-Unsubscribe=One-Click" },
        { "multipart/form-data", "List-Unsubscribe=One-Click" },
        { "multipart/form-data; boundary=abc", "--abc\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Cl" },
        { "multipart/form-data; boundary=--", "--" },
        { "multipart/form-data; boundary=---x", "" },
    };

    [Theory]
    [MemberData(nameof(NoPair))]
    [Trait("Requirement", "UNS-09")]
    public async Task Without_the_pair_it_is_refused_and_nothing_happens(string? type, string body)
    {
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        var answer = await center.Browser.SendAsync(HttpMethod.Post, center.UnsubscribePath(person), content);
        Assert.Equal(400, answer.Status);
        Assert.Contains("Nothing was changed", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, center.Rows());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_eight_kilobytes_are_not_read(bool chunked)
    {
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var before = center.Rows();
        foreach (var (length, status) in new[] { (8000, 200), (8193, 413) })
        {
            const string start = "List-Unsubscribe=One-Click&filler=";
            var bytes = Encoding.ASCII.GetBytes(start + new string('x', length - start.Length));
            HttpContent content = chunked ? new StreamContent(new Unsized(bytes)) : new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
            var target = status == 200 ? await center.SubscribeAsync(WebCenter.News) : person;
            var answer = await center.Browser.SendAsync(HttpMethod.Post, center.UnsubscribePath(target), content);
            Assert.Equal(status, answer.Status);
            Assert.Equal(status == 200, center.StateOf(target).Stopped);
        }
        Assert.Empty(center.ActsOf(person));
    }

    [Fact]
    public async Task A_body_in_pieces_within_the_time_is_taken()
    {
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var cancel = TestContext.Current.CancellationToken;
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(center.Address.Host, center.Address.Port, cancel);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {center.UnsubscribePath(person)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 26\r\n\r\nList-Unsub"), cancel);
        await center.Clock.UntilWaitedForAsync(TimeSpan.FromSeconds(5), cancel);
        center.Clock.Advance(TimeSpan.FromSeconds(4));
        await stream.WriteAsync("scribe=One-Click"u8.ToArray(), cancel);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 200 ", await reader.ReadToEndAsync(cancel), StringComparison.Ordinal);
        Assert.True(center.StateOf(person).Stopped);
    }

    [Fact]
    [Trait("Requirement", "UNS-04")]
    [Trait("Requirement", "SEC-01")]
    public async Task Whichever_bit_of_the_token_is_flipped_there_is_no_such_page_and_nothing_happens()
    {
        await using var center = await WebCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var token = center.UnsubscribePath(person)[3..];
        var before = center.Rows();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = Base64Url.DecodeFromChars(token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            var answer = await center.Browser.PostAsync("/u/" + Base64Url.EncodeToString(bytes), ("List-Unsubscribe", "One-Click"));
            Assert.True(answer.Status == 404, $"bit {bit}: {answer.Status}");
            seen.Add(answer.Seen);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Assert.Equal(before, center.Rows());
        // And none of them says which.
        Assert.Single(seen);
    }

    [Theory]
    [InlineData("/u/")]
    [InlineData("/u/x")]
    [InlineData("/u/AQMCAA")]
    [Trait("Requirement", "UNS-04")]
    public async Task What_is_no_token_leads_nowhere(string path)
    {
        await using var center = await WebCenter.StartAsync();
        Assert.Equal(404, (await center.Browser.PostAsync(path, ("List-Unsubscribe", "One-Click"))).Status);
        Assert.Equal(404, (await center.Browser.GetAsync(path)).Status);
    }

    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
