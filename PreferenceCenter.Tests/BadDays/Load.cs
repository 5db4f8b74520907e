using System.Collections.Concurrent;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Steady load of subscriber actions, started at a fixed pace whatever the state of the nodes. Each action is repeated
/// until it is acknowledged.
/// </summary>
internal sealed class Load(Carrier carrier, Lists lists, Mailboxes? mailboxes, TimeSpan every)
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(3);
    private readonly ConcurrentQueue<Deed> deeds = new();
    private readonly ConcurrentQueue<Task> carrying = new();
    private readonly DateTimeOffset mailed = TimeProvider.System.GetUtcNow().AddDays(-1);
    private int people;

    public IReadOnlyList<Deed> All => [.. deeds];
    public int Acknowledged => deeds.Count(d => d.IsAcknowledged);

    /// <summary>Starts new actions until it is stopped, then waits for those already started.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancel)
    {
        using var pace = new PeriodicTimer(every);
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
            {
                if (lists.Next() is { } person)
                    carrying.Enqueue(LiveAsync(person, people++, cancel));
                foreach (var confirm in mailboxes?.NewConfirmations() ?? [])
                    carrying.Enqueue(DoAsync(confirm, people, cancel));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped: no further action is started.
        }
        await Task.WhenAll(carrying);
    }

    /// <summary>Waits until that many more actions are acknowledged.</summary>
    public async Task GoOnAsync(int more, CancellationToken cancel)
    {
        var enough = Acknowledged + more;
        await Until.SoAsync(() => Acknowledged >= enough, AWhile, cancel);
    }

    private async Task LiveAsync(Person person, int number, CancellationToken cancel)
    {
        switch (number % 4)
        {
            case 2:
                await DoAsync(Deeds.Slower(person, mailed), number, cancel);
                await DoAsync(Deeds.TopicOff(person, mailed), number + 1, cancel);
                break;
            case 3:
                await DoAsync(Deeds.Ask(person, mailed), number, cancel);
                break;
            default:
                await DoAsync(Deeds.Leave(person), number / 2, cancel, twice: number % 8 == 0);
                break;
        }
    }

    /// <param name="twice">Whether the request is sent to both nodes at once, as an impatient provider does.</param>
    private async Task DoAsync(Deed deed, int first, CancellationToken cancel, bool twice = false)
    {
        deeds.Enqueue(deed);
        await Task.WhenAll(Enumerable.Range(first, twice ? 2 : 1).Select(way => carrier.CarryAsync(deed, way, cancel)));
    }
}
