using PreferenceCenter.Data;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests the deletion of expired mail links.</summary>
public sealed class OutboxRetentionTests
{
    [DatabaseFact]
    public async Task Only_links_that_expired_go_and_those_without_an_expiry_stay()
    {
        await using var center = await TestCenter.NewAsync();
        using var retention = new OutboxRetention(center.Database);
        await using (var context = center.Database.CreateContext())
        {
            context.Insert(Link(1, center.Now.AddDays(-2)));
            context.Insert(Link(2, center.Now.AddDays(-1)));
            context.Insert(Link(3, center.Now));
            context.Insert(Link(4, null));
        }
        Assert.Equal(1, retention.DeleteLinksExpiredBefore(center.Now, 1));
        Assert.Equal(1, retention.DeleteLinksExpiredBefore(center.Now, 10));
        Assert.Equal(0, retention.DeleteLinksExpiredBefore(center.Now, 10));
        await using var after = center.Database.CreateContext();
        Assert.Equal([3, 4], after.MailedLinks.AsEnumerable().Select(l => (int)l.Hash[0]).Order());
    }

    // Without work no lock is requested, since another process may hold it for long.
    [DatabaseFact]
    public async Task With_nothing_to_do_it_waits_for_nobody()
    {
        await using var center = await TestCenter.NewAsync();
        using var retention = new OutboxRetention(center.Database);
        using var store = center.Database.OpenWriteStore();
        Assert.True(store.TryBegin(TimeSpan.FromSeconds(5)));
        Assert.Empty(retention.SentBefore(center.Now, 10));
        Assert.Equal(0, retention.DeleteLinksExpiredBefore(center.Now, 10));
        store.Rollback();
    }

    private static MailedLinkRow Link(byte number, DateTimeOffset? expiresAt)
    {
        var hash = new byte[32];
        hash[0] = number;
        return new MailedLinkRow
        {
            Hash = hash,
            Kind = MailedLinkKind.Undo,
            SubscriberId = 1,
            ExpiresAt = expiresAt,
        };
    }
}
