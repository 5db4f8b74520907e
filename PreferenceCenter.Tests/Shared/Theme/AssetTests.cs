using System.IO.Compression;
using System.Net;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Theme;

/// <summary>Tests the style sheet and the icon.</summary>
public sealed class AssetTests(PagePreview preview)
{
    [Fact]
    public async Task The_style_is_kept_for_ever_and_named_by_its_content()
    {
        var page = await preview.Read("/help");
        var path = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var answer = await preview.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "public, max-age=31536000, immutable",
            string.Join(", ", answer.Headers.GetValues("Cache-Control"))
        );
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await preview.Client.GetAsync("/forms-0000000000.css", TestContext.Current.CancellationToken)).StatusCode
        );
    }

    [Fact]
    public async Task The_style_weighs_less_than_ten_kilobytes()
    {
        var style = await preview.Client.GetStringAsync(
            preview.Contexts.Assets.Style.Path,
            TestContext.Current.CancellationToken
        );
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(style), 1, 9800);
    }

    [Fact]
    public async Task Packed_it_is_the_same()
    {
        var plain = await preview.Client.GetByteArrayAsync(
            preview.Contexts.Assets.Style.Path,
            TestContext.Current.CancellationToken
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, preview.Contexts.Assets.Style.Path)
        {
            Headers = { { "Accept-Encoding", "gzip, br" } },
        };
        var answer = await preview.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        using var unpacked = new MemoryStream();
        await using var brotli = new BrotliStream(
            await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken),
            CompressionMode.Decompress
        );
        await brotli.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(plain, unpacked.ToArray());
    }

    [Fact]
    public async Task The_mark_is_a_picture_of_the_first_letter()
    {
        var answer = await preview.Client.GetAsync(
            preview.Contexts.Assets.Mark.Path,
            TestContext.Current.CancellationToken
        );
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            ">N</text>",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
