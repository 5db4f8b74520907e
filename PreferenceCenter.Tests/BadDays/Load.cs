using System.Collections.Concurrent;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Steady load of subscriber actions, started at a fixed pace whatever the state of the nodes. Each action is repeated
/// until it is acknowledged.
/// </summary>
internal sealed class Load(RetryingClient client, Lists lists, Mailboxes? mailboxes, TimeSpan every)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);
    private readonly ConcurrentQueue<SubscriberAction> actions = new();
    private readonly ConcurrentQueue<Task> sending = new();
    private readonly DateTimeOffset mailed = TimeProvider.System.GetUtcNow().AddDays(-1);
    private int people;

    public IReadOnlyList<SubscriberAction> All => [.. actions];
    public int Acknowledged => actions.Count(d => d.IsAcknowledged);

    /// <summary>Starts new actions until it is stopped, then waits for those already started.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancel)
    {
        using var pace = new PeriodicTimer(every);
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
            {
                if (lists.Next() is { } person)
                    sending.Enqueue(ActAsync(person, people++, cancel));
                foreach (var confirm in mailboxes?.NewConfirmations() ?? [])
                    sending.Enqueue(DoAsync(confirm, people, cancel));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped: no further action is started.
        }
        await Task.WhenAll(sending);
    }

    /// <summary>Waits until that many more actions are acknowledged.</summary>
    public async Task WaitForMoreAsync(int more, CancellationToken cancel)
    {
        var enough = Acknowledged + more;
        await Wait.UntilAsync(() => Acknowledged >= enough, TimeLimit, cancel);
    }

    private async Task ActAsync(Person person, int number, CancellationToken cancel)
    {
        // Whom a restore forgot has no page any more; a leave from an email of then holds all the same.
        switch (lists.IsForgotten(person.Id) ? 0 : number % 4)
        {
            case 2:
                await DoAsync(SubscriberActions.Slower(person, mailed), number, cancel);
                await DoAsync(SubscriberActions.TopicOff(person, mailed), number + 1, cancel);
                break;
            case 3:
                await DoAsync(SubscriberActions.Ask(person, mailed), number, cancel);
                break;
            default:
                await DoAsync(SubscriberActions.Leave(person), number / 2, cancel, twice: number % 8 == 0);
                break;
        }
    }

    /// <param name="twice">Whether the request is sent to both nodes at once, as an impatient provider does.</param>
    private async Task DoAsync(SubscriberAction action, int first, CancellationToken cancel, bool twice = false)
    {
        actions.Enqueue(action);
        await Task.WhenAll(Enumerable.Range(first, twice ? 2 : 1).Select(way => client.SendAsync(action, way, cancel)));
    }
}
