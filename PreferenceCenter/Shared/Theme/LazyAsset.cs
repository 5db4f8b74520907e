using System.Reflection;

namespace PreferenceCenter.Shared.Theme;

/// <summary>A file made at its first request. Its name contains a hash of the build instead of its content.</summary>
/// <param name="changing">
/// What the content depends on besides the build, where it may become another one while the program runs.
/// </param>
internal sealed class LazyAsset(string name, string extension, string type, Func<string> make, string? changing = null)
{
    private readonly Lazy<Asset> made = new(() => new Asset(name, extension, type, make()));

    public string Path { get; } = $"/{name}{(changing is null ? '-' : '/')}{MarkOf(changing)}.{extension}";

    public Task WriteAsync(HttpContext http) => made.Value.WriteAsync(http, lasting: http.Request.Path == Path);

    private static string MarkOf(string? mark) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(
                    $"{Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId} {mark}"
                )
            )
        )[..10];
}
