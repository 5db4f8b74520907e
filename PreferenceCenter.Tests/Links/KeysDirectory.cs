using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PreferenceCenter.Links;

namespace PreferenceCenter.Tests.Links;

/// <summary>Keys directory of a single test, with a clock that the test moves.</summary>
internal sealed class KeysDirectory : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("links-");

    public string Path => System.IO.Path.Combine(parent.FullName, "keys");

    public string File => System.IO.Path.Combine(Path, "link-keys.json");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Opens the keys as a starting process does.</summary>
    public LinkKeyRing Open(LinkKeySettings? settings = null) =>
        new(Path, settings ?? LinkKeySettings.None, Time, NullLogger<LinkKeyRing>.Instance);

    public void Write(string json)
    {
        Directory.CreateDirectory(Path);
        System.IO.File.WriteAllText(File, json);
    }

    public void Dispose() => parent.Delete(recursive: true);
}
