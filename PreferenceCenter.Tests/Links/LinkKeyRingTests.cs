using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>
/// Tests the life of link keys: first start, restart, rotation and revocation, in this process and another.
/// </summary>
[Trait("Requirement", "SEC-01")]
public sealed class LinkKeyRingTests : IDisposable
{
    private static readonly Guid Subscriber = new("7a3a5e21-7c1b-4d2a-9b3c-0123456789ab");

    private readonly KeysDirectory directory = new();

    public void Dispose() => directory.Dispose();

    private string Mint(LinkKeyRing ring, LinkPurpose purpose) =>
        SignedLink.Mint(
            ring.Current.Active,
            purpose,
            Subscriber,
            7,
            (uint)directory.Time.GetUtcNow().ToUnixTimeSeconds()
        );

    private LinkVerdict Judge(LinkKeyRing ring, string token, LinkPurpose purpose) =>
        LinkReader.Read(token, purpose, ring.Current, directory.Time.GetUtcNow(), TimeSpan.FromDays(400)).Verdict;

    [Fact]
    public void The_first_start_makes_key_1_and_a_restart_keeps_it()
    {
        var first = directory.Open();
        var token = Mint(first, LinkPurpose.Preferences);

        Assert.Equal<byte>([1], first.Current.All.Select(k => k.Id));
        Assert.Equal(directory.Time.GetUtcNow(), first.Current.Active.MadeAt);
        Assert.Equal(LinkVerdict.Valid, Judge(directory.Open(), token, LinkPurpose.Preferences));
    }

    [Fact]
    public void Two_installations_have_different_keys()
    {
        using var other = new KeysDirectory();
        Assert.Equal(
            LinkVerdict.Invalid,
            Judge(other.Open(), Mint(directory.Open(), LinkPurpose.Unsubscribe), LinkPurpose.Unsubscribe)
        );
    }

    [Fact]
    [Trait("Requirement", "UNS-12")]
    public void A_link_of_the_key_before_the_last_still_unsubscribes_61_days_later()
    {
        var ring = directory.Open();
        var token = Mint(ring, LinkPurpose.Unsubscribe);
        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.None, 2), ring.Rotate());
        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.None, 3), ring.Rotate());
        directory.Time.Advance(TimeSpan.FromDays(61));

        Assert.Equal(LinkVerdict.Valid, Judge(ring, token, LinkPurpose.Unsubscribe));
        Assert.Equal(LinkVerdict.Valid, Judge(directory.Open(), token, LinkPurpose.Unsubscribe));
        Assert.Equal(3, directory.Open().Current.Active.Id);
    }

    [Fact]
    public void A_running_server_sees_a_rotation_of_another_process_within_two_seconds()
    {
        var server = directory.Open();
        var command = directory.Open();
        command.Rotate();
        var token = Mint(command, LinkPurpose.Preferences);
        directory.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(LinkVerdict.Valid, Judge(server, token, LinkPurpose.Preferences));
        Assert.Equal(2, server.Current.Active.Id);
    }

    [Fact]
    public void A_running_server_looks_at_most_once_a_second()
    {
        var server = directory.Open();
        directory.Open().Rotate();
        directory.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, server.Current.Active.Id);

        directory.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, server.Current.Active.Id);
        Assert.Same(server.Current, server.Current);
    }

    [Fact]
    public void A_running_server_sees_a_revocation_and_then_the_harder_one()
    {
        var server = directory.Open();
        var (preferences, unsubscribe) = (Mint(server, LinkPurpose.Preferences), Mint(server, LinkPurpose.Unsubscribe));
        var command = directory.Open();
        command.Rotate();

        command.Revoke(1, unsubscribeToo: false);
        directory.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(LinkVerdict.Expired, Judge(server, preferences, LinkPurpose.Preferences));
        Assert.Equal(LinkVerdict.Valid, Judge(server, unsubscribe, LinkPurpose.Unsubscribe));

        command.Revoke(1, unsubscribeToo: true);
        directory.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(LinkVerdict.Revoked, Judge(server, unsubscribe, LinkPurpose.Unsubscribe));
        Assert.Equal(LinkVerdict.Revoked, Judge(directory.Open(), unsubscribe, LinkPurpose.Unsubscribe));
    }

    [Fact]
    public void A_second_revocation_neither_softens_nor_redates_the_first()
    {
        var ring = directory.Open();
        ring.Rotate();
        ring.Revoke(1, unsubscribeToo: true);
        var before = ring.Current.Find(1)!.Revocation;
        directory.Time.Advance(TimeSpan.FromDays(1));

        ring.Revoke(1, unsubscribeToo: false);

        Assert.Equal(before, ring.Current.Find(1)!.Revocation);
        Assert.True(before!.UnsubscribeToo);
    }

    [Fact]
    public void Revoking_the_active_key_makes_a_new_one_first()
    {
        var ring = directory.Open();

        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.None, 2), ring.Revoke(1, unsubscribeToo: false));
        Assert.Equal(2, ring.Current.Active.Id);
        Assert.NotNull(ring.Current.Find(1)!.Revocation);
    }

    [Fact]
    public void A_key_nobody_knows_is_not_revoked()
    {
        var ring = directory.Open();
        var before = File.ReadAllText(directory.File);

        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.UnknownKey, 1), ring.Revoke(9, unsubscribeToo: true));
        Assert.Equal(before, File.ReadAllText(directory.File));
    }

    [Fact]
    public void Ids_end_at_255_with_a_refusal_that_changes_nothing()
    {
        var ring = directory.Open();
        for (var id = 2; id <= 255; id++)
            Assert.Equal(new LinkKeyChange(LinkKeyRefusal.None, (byte)id), ring.Rotate());
        var before = File.ReadAllText(directory.File);

        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.NoIdLeft, 255), ring.Rotate());
        Assert.Equal(new LinkKeyChange(LinkKeyRefusal.NoIdLeft, 255), ring.Revoke(255, unsubscribeToo: false));
        Assert.Equal(before, File.ReadAllText(directory.File));
        Assert.Equal(255, directory.Open().Current.All.Count());
    }

    [Fact]
    public void A_running_server_goes_on_with_its_keys_when_the_file_breaks_or_goes()
    {
        var server = directory.Open();
        var token = Mint(server, LinkPurpose.Preferences);

        directory.Write("{ half a fi");
        directory.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(LinkVerdict.Valid, Judge(server, token, LinkPurpose.Preferences));

        File.Delete(directory.File);
        directory.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(LinkVerdict.Valid, Judge(server, token, LinkPurpose.Preferences));
        Assert.False(File.Exists(directory.File));
    }
}
