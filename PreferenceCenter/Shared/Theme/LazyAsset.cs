using System.Reflection;

namespace PreferenceCenter.Shared.Theme;

/// <summary>A file made at its first request. Its name contains a hash of the build instead of its content.</summary>
/// <param name="mark">What the content depends on besides the build.</param>
internal sealed class LazyAsset(string name, string extension, string type, Func<string> make, string? mark = null)
{
    private readonly Lazy<Asset> made = new(() => new Asset(name, extension, type, make()));

    public string Path { get; } = $"/{name}-{MarkOf(mark)}.{extension}";

    public Task Write(HttpContext http) => made.Value.Write(http);

    private static string MarkOf(string? mark) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(
                    $"{Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId} {mark}"
                )
            )
        )[..10];
}
