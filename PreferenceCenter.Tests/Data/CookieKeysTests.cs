using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PreferenceCenter.Data;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Data;

/// <summary>
/// Tests the keys that protect cookies: a restarted server and every node with the same keys can read a cookie, and no
/// other server can.
/// </summary>
public sealed class CookieKeysTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private string Keys => Path.Combine(directory, "keys", CookieKeys.DirectoryName);

    [Fact]
    public async Task A_seal_holds_across_nodes_and_restarts_over_the_same_keys()
    {
        string sealedText;
        await WebCenter.PrepareInAsync(directory);
        await using (var first = await WebCenter.StartAsync(directory: directory))
            sealedText = Sealer(first).Protect("session");
        await using var second = await WebCenter.StartAsync(directory: directory);
        await using var otherCenter = await WebCenter.StartAsync();

        Assert.Equal("session", Sealer(second).Unprotect(sealedText));
        Assert.Single(Directory.GetFiles(Keys));
        Assert.Throws<CryptographicException>(() => Sealer(otherCenter).Unprotect(sealedText));
    }

    [Fact]
    public async Task Its_keys_are_for_the_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are Unix's.");
            return;
        }
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        Sealer(center).Protect("session");

        Assert.Equal(KeyFile.OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Keys));
        Assert.Equal(KeyFile.OwnerOnly, File.GetUnixFileMode(Directory.GetFiles(Keys).Single()));
    }

    private static IDataProtector Sealer(WebCenter center) =>
        center.Get<IDataProtectionProvider>().CreateProtector("tests");

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
