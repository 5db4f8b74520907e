using PreferenceCenter.Data;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Tests.Http;
using Xunit;
using static PreferenceCenter.Tests.Mail.DispatchedMails;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Tests that sent mails and their addresses are deleted after the retention period.</summary>
public sealed class MailRetentionTests
{
    [DatabaseFact]
    public async Task A_sent_mail_loses_whom_and_what_and_its_file_when_its_time_is_over_and_not_before()
    {
        await using var center = await WebCenter.StartAsync();
        await DueAsync(center, 2);
        await center.Browser.PostAsync("/link", ("email", "nobody@people.example"));
        await RoundAsync(center);
        Assert.Equal(2, Files(center).Length);

        center.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Equal(2, Files(center).Length);
        Assert.Equal(2, Outbox(center).Count(row => row.SubscriberId is not null));

        var before = Outbox(center).Where(row => row.State == MailState.Sent).ToList();
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Empty(Files(center));
        var after = Outbox(center).Where(row => row.State == MailState.Sent).ToList();
        Assert.Equal(before.Select(Kept), after.Select(Kept));
        Assert.All(
            after,
            row =>
            {
                Assert.Equal((null, null, null, null), (row.SubscriberId, row.Address, row.Language, row.LastError));
                Assert.Equal((0L, 0L, center.Now), (row.FromSeq, row.ToSeq, row.ForgottenAt!.Value));
            }
        );
    }

    // A restore from an older backup leaves files whose rows are gone.
    [DatabaseFact]
    public async Task A_file_without_a_row_goes_two_days_later_and_nobody_elses_file_does()
    {
        await using var center = await WebCenter.StartAsync();
        await DueAsync(center, 2);
        await RoundAsync(center);
        using (var raw = center.Raw())
            raw.Run("""DELETE FROM "Outbox" """);
        var directory = Path.GetDirectoryName(Files(center)[0])!;
        var (orphan, other) = (Files(center)[0], Path.Combine(directory, "20200101T000000-theirs.eml"));
        await File.WriteAllTextAsync(orphan + ".tmp", "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(other, "theirs", TestContext.Current.CancellationToken);
        foreach (var file in Directory.GetFiles(directory))
            File.SetLastWriteTimeUtc(file, center.Now.UtcDateTime);
        center.Clock.Advance(TimeSpan.FromDays(9) - TimeSpan.FromMinutes(1));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.True(File.Exists(orphan));
        center.Clock.Advance(TimeSpan.FromHours(2));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Equal([other], Directory.GetFiles(directory));
    }

    [DatabaseFact]
    public async Task What_was_not_sent_is_kept_for_whoever_may_send_it_again()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Recipient, "550 5.1.1 nobody here by that name");
        await using var center = await OverAsync(peer, "Mail:SentRetention=00:00:00");
        await DueAsync(center, 1);
        await RoundAsync(center);
        center.Clock.Advance(TimeSpan.FromDays(400));
        await center.Get<MailDispatcher>().RestAsync();
        var dead = Assert.Single(Outbox(center), row => row.State == MailState.Dead);
        Assert.NotNull(dead.SubscriberId);
        Assert.Null(dead.ForgottenAt);
    }

    [DatabaseFact]
    public async Task Many_go_a_few_at_a_time()
    {
        await using var center = await WebCenter.StartAsync(["Mail:SentRetention=1.00:00:00"]);
        for (var i = 0; i < 150; i++)
            center
                .Get<OutboxStore>()
                .QueueOnce(MailKind.Checkpoint, $"{i}", "privacy@northwind.example", "en", center.Now);
        while (await RoundAsync(center) > 0) { }
        center.Clock.Advance(TimeSpan.FromDays(2));
        foreach (var left in (int[])[50, 0])
        {
            center.Get<MailRetention>().Run();
            Assert.Equal(left, Outbox(center).Count(row => row.State == MailState.Sent && row.ForgottenAt is null));
            Assert.Equal(left, Files(center).Length);
        }
    }

    [DatabaseFact]
    public async Task A_link_goes_a_month_after_it_expired_and_a_receipt_never()
    {
        await using var center = await WebCenter.StartAsync();
        await DueAsync(center, 1);
        await RoundAsync(center);
        // Of the mail about a leave: the undo link for thirty days, and the receipt.
        Assert.Equal(2, Links(center).Count);
        center.Clock.Advance(TimeSpan.FromDays(59));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Equal(2, Links(center).Count);
        center.Clock.Advance(TimeSpan.FromDays(2));
        await center.Get<MailDispatcher>().RestAsync();
        Assert.Equal(MailedLinkKind.Receipt, Assert.Single(Links(center)).Kind);
    }

    private static (long, Guid, MailKind, DateTimeOffset, DateTimeOffset, DateTimeOffset?, int) Kept(OutboxRow row) =>
        (row.Id, row.MessageId, row.Kind, row.CreatedAt, row.DueAt, row.SentAt, row.Attempts);

    private static string[] Files(WebCenter center) =>
        Directory.GetFiles(Path.Combine(center.Directory, "data", "mail"), "*.eml");

    private static List<MailedLinkRow> Links(WebCenter center)
    {
        using var context = center.Get<Database>().CreateContext();
        return [.. context.MailedLinks];
    }
}
