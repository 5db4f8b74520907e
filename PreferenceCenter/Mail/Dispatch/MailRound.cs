using System.Collections.Concurrent;
using PreferenceCenter.Data;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// An outbox row with its built mail, or with the reason why it cannot be built. Both are null if there is nothing to
/// send any more.
/// </summary>
internal sealed record MadeMail(
    ClaimedMail Row,
    ComposedMail? Composed,
    MimeKit.MimeMessage? Message,
    MailOutcome? Refusal
) : IDisposable
{
    public void Dispose() => Message?.Dispose();
}

/// <summary>
/// One round of sending: its rows, and as many senders as there are connections. While a mail is being sent, its sender
/// prepares the next one: composing and signing take as long as a nearby server takes to answer.
/// </summary>
internal sealed class MailRound(
    IEnumerable<ClaimedMail> rows,
    Func<ClaimedMail, Task<MadeMail>> makeAsync,
    Func<MadeMail, Task> sendAsync
)
{
    private readonly ConcurrentQueue<ClaimedMail> queue = new(rows);

    public Task RunAsync(int senders) => Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(SendAllAsync)));

    private async Task SendAllAsync()
    {
        var next = MakeNextAsync();
        while (await next is { } made)
        {
            next = Task.Run(MakeNextAsync);
            using (made)
                await sendAsync(made);
        }
    }

    private async Task<MadeMail?> MakeNextAsync() => queue.TryDequeue(out var row) ? await makeAsync(row) : null;
}
