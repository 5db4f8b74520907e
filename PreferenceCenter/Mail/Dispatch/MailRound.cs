using System.Collections.Concurrent;
using PreferenceCenter.Data;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Dispatch;

/// <summary>
/// An outbox row about to be sent: with its mail, with why there can be none, or with neither, where nothing is left to
/// say.
/// </summary>
internal sealed record MadeMail(
    OutboxRow Row,
    ComposedMail? Composed,
    MimeKit.MimeMessage? Message,
    MailOutcome? Refusal
) : IDisposable
{
    public void Dispose() => Message?.Dispose();
}

/// <summary>
/// The rows of one round and those who send them, as many as there are connections. While a mail is on its way its
/// sender makes the next one: composing and signing take as long as a near server takes to answer.
/// </summary>
internal sealed class MailRound(
    IEnumerable<OutboxRow> rows,
    Func<OutboxRow, Task<MadeMail>> makeAsync,
    Func<MadeMail, Task> sendAsync
)
{
    private readonly ConcurrentQueue<OutboxRow> queue = new(rows);

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
