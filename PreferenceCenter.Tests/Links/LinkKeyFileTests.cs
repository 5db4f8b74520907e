using System.Collections.Concurrent;
using System.Diagnostics;
using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests the key file: accidents, concurrent processes, and attacks.</summary>
[Trait("Requirement", "SEC-01")]
public sealed class LinkKeyFileTests : IDisposable
{
    private const string Key =
        """{ "id": 1, "secret": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "madeAt": "2026-01-01T00:00:00Z" }""";

    private readonly KeysDirectory directory = new();

    public void Dispose() => this.directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData($$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}], "revoked": [] """)]
    [InlineData($$"""{ "version": 2, "active": 1, "last": 1, "keys": [{{Key}}], "revoked": [] }""")]
    [InlineData($$"""{ "version": 1, "active": 2, "last": 2, "keys": [{{Key}}], "revoked": [] }""")]
    [InlineData($$"""{ "version": 1, "active": 1, "last": 0, "keys": [{{Key}}], "revoked": [] }""")]
    [InlineData($$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}, {{Key}}], "revoked": [] }""")]
    [InlineData($$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}] }""")]
    [InlineData($$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}], "revoked": null }""")]
    [InlineData(
        $$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}], "revoked": [], "revokd": [{ "id": 1 }] }"""
    )]
    [InlineData($$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}], "revoked": [{ "id": 1 }] }""")]
    [InlineData(
        $$"""{ "version": 1, "active": 1, "last": 1, "keys": [{{Key}}], "revoked": [{ "id": 0, "revokedAt": "2026-01-01T00:00:00Z", "unsubscribeToo": true }] }"""
    )]
    [InlineData(
        """{ "version": 1, "active": 1, "last": 1, "keys": [{ "id": 1, "secret": "AAEC", "madeAt": "2026-01-01T00:00:00Z" }], "revoked": [] }"""
    )]
    [InlineData(
        """{ "version": 1, "active": 1, "last": 1, "keys": [{ "id": 1, "secret": "not base64", "madeAt": "2026-01-01T00:00:00Z" }], "revoked": [] }"""
    )]
    [InlineData(
        """{ "version": 1, "active": 1, "last": 1, "keys": [{ "id": 256, "secret": "", "madeAt": "2026-01-01T00:00:00Z" }], "revoked": [] }"""
    )]
    [InlineData("""{ "version": 1, "active": null, "last": 0, "keys": [], "revoked": [] }""")]
    public void A_file_that_cannot_be_used_stops_the_start_is_named_and_stays(string json)
    {
        this.directory.Write(json);

        var e = Assert.Throws<LinkKeysException>(() => this.directory.Open());

        Assert.Contains(this.directory.File, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAECAwQF", e.ToString(), StringComparison.Ordinal);
        Assert.Equal(json, File.ReadAllText(this.directory.File));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        File.WriteAllText(this.directory.Path, "a file stands here");

        Assert.Contains(
            this.directory.File,
            Assert.Throws<LinkKeysException>(() => this.directory.Open()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (OperatingSystem.IsWindows())
            return;
        this.directory.Open().Rotate();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(this.directory.File));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(this.directory.Path)
        );
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_swept_aside()
    {
        var secret = this.directory.Open();
        File.WriteAllText(this.directory.File + ".new", "{ hal");

        Assert.Equal(2, secret.Rotate().ActiveId);
        Assert.False(File.Exists(this.directory.File + ".new"));
        Assert.Equal(2, this.directory.Open().Current.Active.Id);
    }

    [Fact]
    public void Many_that_start_at_once_end_with_one_key()
    {
        for (var round = 0; round < 20; round++)
        {
            using var directory = new KeysDirectory();
            var rings = AtOnce(8, _ => directory.Open());

            var tokens = rings.Select(r =>
                SignedLink.Mint(r.Current.Active, LinkPurpose.Unsubscribe, Guid.Empty, 0, 0)
            );
            Assert.Single(tokens.Distinct());
            Assert.Single(directory.Open().Current.All);
        }
    }

    [Fact]
    public void Rotations_and_revocations_at_once_are_all_kept()
    {
        this.directory.Open();

        var given = AtOnce(
            8,
            i =>
            {
                var ring = this.directory.Open();
                var id = ring.Rotate().ActiveId;
                if (i % 2 == 0)
                    ring.Revoke(1, unsubscribeToo: i == 4);
                return ring.Current.Find(id)!.Id;
            }
        );

        var keys = this.directory.Open().Current;
        Assert.Equal(9, keys.All.Count());
        Assert.True(keys.Find(1)!.Revocation!.UnsubscribeToo);
        Assert.All(given, id => Assert.NotNull(keys.Find(id)));
    }

    [Fact]
    public async Task Another_process_waits_until_this_one_has_written()
    {
        const string flock = "/usr/bin/flock";
        Assert.SkipUnless(File.Exists(flock), $"{flock} is not installed.");
        var cancellation = TestContext.Current.CancellationToken;
        var file = new LinkKeyFile(this.directory.Path);
        Process? other = null;

        file.Change(_ =>
        {
            // -n fails at once with 1: what another process meets while this one holds the lock.
            other = Process.Start(flock, ["-n", this.directory.File + ".lock", "true"]);
            other.WaitForExit();
            return null;
        });
        Assert.Equal(1, other!.ExitCode);

        using var later = Process.Start(flock, ["-n", this.directory.File + ".lock", "true"]);
        await later.WaitForExitAsync(cancellation);
        Assert.Equal(0, later.ExitCode);
        other.Dispose();
    }

    // Threads, not tasks: all must be waiting before the first may start. An exception in a thread fails the test.
    private static T[] AtOnce<T>(int count, Func<int, T> act)
    {
        var results = new T[count];
        var thrown = new ConcurrentQueue<Exception>();
        using var gate = new Barrier(count);
        var threads = Enumerable
            .Range(0, count)
            .Select(i => new Thread(() =>
            {
                gate.SignalAndWait();
                try
                {
                    results[i] = act(i);
                }
                catch (Exception e)
                {
                    thrown.Enqueue(e);
                }
            }))
            .ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Empty(thrown);
        return results;
    }
}
