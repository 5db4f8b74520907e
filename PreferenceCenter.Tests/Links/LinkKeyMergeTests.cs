using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests keys from the settings together with those of the keys directory.</summary>
[Trait("Requirement", "SEC-01")]
public sealed class LinkKeyMergeTests : IDisposable
{
    private readonly KeysDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private static LinkKeySettings Settings(byte? active, params byte[] ids) =>
        new(active, ids.ToDictionary(id => id, Secret));

    private static byte[] Secret(byte id) => [.. Enumerable.Repeat(id, 32)];

    [Fact]
    public void With_keys_in_the_settings_no_file_is_made()
    {
        var ring = directory.Open(Settings(1, 1, 2));

        Assert.Equal(1, ring.Current.Active.Id);
        Assert.Null(ring.Current.Active.MadeAt);
        Assert.False(Directory.Exists(directory.Path));
    }

    [Fact]
    public void Without_an_active_key_the_newest_of_the_settings_signs_until_a_rotation()
    {
        var settings = Settings(null, 1, 2, 255);
        var ring = directory.Open(settings);
        Assert.Equal(255, ring.Current.Active.Id);

        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.None, 3), ring.Rotate());
        Assert.Equal(3, directory.Open(settings).Current.Active.Id);
        Assert.Equal<byte>([1, 2, 3, 255], directory.Open(settings).Current.All.Select(k => k.Id));
    }

    [Fact]
    public void The_settings_say_which_key_signs_whatever_the_file_says()
    {
        directory.Open().Rotate();

        Assert.Equal(1, directory.Open(Settings(1)).Current.Active.Id);
        Assert.Equal(7, directory.Open(Settings(7, 7)).Current.Active.Id);
    }

    [Fact]
    public void Where_the_settings_say_it_a_rotation_is_refused_and_changes_nothing()
    {
        var ring = directory.Open(Settings(1, 1));

        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.ActiveKeyIsSet, 1), ring.Rotate());
        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.ActiveKeyIsSet, 1), ring.Revoke(1, unsubscribeToo: false));
        Assert.Null(ring.Current.Active.Revocation);
        Assert.False(File.Exists(directory.File));
    }

    [Fact]
    public void A_key_of_the_settings_is_revoked_in_the_file()
    {
        var settings = Settings(2, 1, 2);

        Assert.Equal(
            new LinkKeyChange(LinkKeyRefusal.None, 2),
            directory.Open(settings).Revoke(1, unsubscribeToo: true)
        );

        var after = directory.Open(settings).Current;
        Assert.True(after.Find(1)!.Revocation!.UnsubscribeToo);
        Assert.Null(after.Find(2)!.Revocation);
        Assert.DoesNotContain(
            Convert.ToBase64String(Secret(1)),
            File.ReadAllText(directory.File),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_revoked_id_is_not_given_again_when_its_key_left_the_settings()
    {
        directory.Open(Settings(9, 1, 2, 9)).Revoke(2, unsubscribeToo: false);

        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.None, 3), directory.Open(Settings(null, 1)).Rotate());
    }

    [Fact]
    public void One_id_for_two_keys_stops_the_start_and_names_both_places()
    {
        directory.Open();

        var e = Assert.Throws<LinkKeysException>(() => directory.Open(Settings(null, 1)));
        Assert.Contains("Links:Keys:1", e.Message, StringComparison.Ordinal);
        Assert.Contains(directory.File, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_key_in_both_places_is_one_key()
    {
        directory.Write(
            $$"""{ "version": 1, "active": 4, "last": 4, "keys": [{ "id": 4, "secret": "{{Convert.ToBase64String(Secret(4))}}", "madeAt": "2026-01-01T00:00:00Z" }], "revoked": [] }"""
        );

        Assert.Equal<byte>([4], directory.Open(Settings(null, 4)).Current.All.Select(k => k.Id));
    }

    [Fact]
    public void An_active_key_that_is_nowhere_stops_the_start() =>
        Assert.Contains(
            "Links:ActiveKey is 3",
            Assert.Throws<LinkKeysException>(() => directory.Open(Settings(3, 1))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_active_key_that_was_revoked_stops_the_start()
    {
        directory.Open(Settings(2, 1, 2)).Revoke(1, unsubscribeToo: false);

        Assert.Contains(
            "was revoked",
            Assert.Throws<LinkKeysException>(() => directory.Open(Settings(1, 1, 2))).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(2, directory.Open(Settings(null, 1, 2)).Current.Active.Id);
        Assert.Throws<LinkKeysException>(() => directory.Open(Settings(null, 1)));
    }
}
