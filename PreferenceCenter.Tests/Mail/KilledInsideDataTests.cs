using PreferenceCenter.Data;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>
/// Tests a process killed while the server receives a mail: that mail is sent once more and counted as uncertain, and
/// the others are sent normally.
/// </summary>
[Trait("Requirement", "SEC-16")]
public sealed class KilledInsideDataTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [DatabaseFact]
    public async Task Killed_inside_DATA_exactly_one_more_copy_follows_with_the_same_id_and_only_that_one_is_counted()
    {
        await using var peer = new SmtpPeer().At(PeerStep.Content, PeerAct.Silence);
        var inside = new TaskCompletionSource();
        peer.Reached = step =>
        {
            if (step is PeerStep.Content)
                inside.TrySetResult();
        };
        await WithChangesAsync(3);
        string[] settings =
        [
            .. DispatchedMails.SettingsFor(peer),
            "Mail:Smtp:Connections=1",
            "Mail:CoalesceFor=00:00:00",
        ];
        await using (var server = await ServingProcess.StartAsync(directory, Cancel, settings))
        {
            await inside.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
            await server.KillAsync();
        }

        peer.Reached = null;
        peer.At(PeerStep.Content, "250 2.0.0 taken");
        await using var center = await WebCenter.StartAsync(settings, directory: directory);
        var booked = Assert.Single(DispatchedMails.Outbox(center), row => row.SendingAt is not null);
        center.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddDays(1));
        while (await DispatchedMails.RoundAsync(center) > 0) { }
        Assert.All(
            DispatchedMails.Outbox(center),
            row => Assert.Equal((MailState.Sent, row.Id == booked.Id ? 1 : 0), (row.State, row.Uncertain))
        );
        var ids = peer.Contents.Select(content => content.Message.MessageId).ToList();
        Assert.Equal(4, ids.Count);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(2, ids.Count(id => id == $"{booked.MessageId:N}@preferences.example.org"));
    }

    // This process writes the changes; their mails are due at once for the next process.
    private async Task WithChangesAsync(int people)
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(["Mail:CoalesceFor=00:00:00"], directory: directory);
        center.Clock.SetUtcNow(TimeProvider.System.GetUtcNow().AddMinutes(-1));
        for (var i = 0; i < people; i++)
            await DispatchedMails.LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
