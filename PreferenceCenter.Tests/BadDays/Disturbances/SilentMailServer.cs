using PreferenceCenter.Tests.Mail;

namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>
/// Mail server that accepts connections and does not answer, then hangs up inside a few mails, whose delivery stays
/// uncertain, and then works again.
/// </summary>
internal sealed class SilentMailServer() : Disturbance("the email server hung")
{
    private static readonly PeerStep[] Steps = [PeerStep.Greeting, PeerStep.Noop, PeerStep.Sender];

    public override async Task RunAsync(BadDay day, Random random, CancellationToken cancel)
    {
        var (peer, before) = (day.MailServer, day.MailServer.Connections);
        foreach (var step in Steps)
            peer.At(step, PeerAct.Silence);
        await Wait.UntilAsync(() => peer.Connections >= before + day.Nodes.Count, TimeLimit, cancel);
        for (var mails = random.Next(2, 5); mails > 0; mails--)
            peer.Once(PeerStep.Content, PeerAct.HangUpInside);
        foreach (var step in Steps)
            peer.Agree(step);
    }
}
