using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Shared.Theme;

/// <summary>
/// A file made at the start. Its name contains a hash of its content, so browsers may keep it for ever.
/// </summary>
internal sealed partial class Asset
{
    private const int LargeFrom = 64 * 1024;
    private readonly ReadOnlyMemory<byte> plain;
    private readonly Lazy<byte[]>? brotli;
    private readonly string type;

    /// <param name="changes">Whether the content may become another one while the program runs.</param>
    public Asset(string name, string extension, string type, string content, bool changes = false)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        this.plain = bytes;
        this.type = type;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..10];
        Path = $"/{name}{(changes ? '/' : '-')}{hash}.{extension}";
        // By the first request for it: a command serves no file, and a start need not wait.
        this.brotli = new(() => Compress(bytes));
    }

    /// <summary>A picture, which is compressed already.</summary>
    /// <param name="path">Holds a hash of the bytes.</param>
    public Asset(string path, string type, ReadOnlyMemory<byte> bytes)
    {
        this.plain = bytes;
        this.type = type;
        Path = path;
    }

    // The best compression of a large file takes a second or two. Quality 9 is a tenth larger and done at once.
    private static byte[] Compress(byte[] plain)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        BrotliEncoder.TryCompress(
            plain,
            buffer,
            out var length,
            quality: plain.Length > LargeFrom ? 9 : 11,
            window: 22
        );
        return buffer[..length];
    }

    public string Path { get; }

    /// <summary>Whether that is the path of such a file, from this program or another version of it.</summary>
    public static bool IsPath(string? path) => path is not null && Named.IsMatch(path);

    public string Content => Encoding.UTF8.GetString(this.plain.Span);
    public int Length => this.plain.Length;

    /// <param name="lasting">Whether the browser may keep it for ever.</param>
    public Task WriteAsync(HttpContext http, bool lasting)
    {
        var (request, response) = (http.Request, http.Response);
        var brotli =
            this.brotli is not null
            && request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var bytes = brotli ? this.brotli!.Value : this.plain;
        response.ContentType = this.type;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = lasting ? "public, max-age=31536000, immutable" : "no-store";
        if (this.brotli is not null)
            response.Headers.Vary = "Accept-Encoding";
        if (brotli)
            response.Headers.ContentEncoding = "br";
        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    [GeneratedRegex(@"^/[a-z-]+[-/][0-9a-f]{10}\.(css|js|svg)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Named { get; }
}
