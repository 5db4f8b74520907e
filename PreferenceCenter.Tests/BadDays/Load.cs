using System.Collections.Concurrent;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// People at work, some more each moment, whatever becomes of the nodes. Who began goes on until told that it is done.
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

    /// <summary>Begins new deeds until it is stopped; then sees those begun to their end.</summary>
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
            // No more.
        }
        await Task.WhenAll(carrying);
    }

    /// <summary>Until so many more were acknowledged: the day goes on.</summary>
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

    /// <param name="twice">Whether a provider that is in a hurry sends it over both ways at once.</param>
    private async Task DoAsync(Deed deed, int first, CancellationToken cancel, bool twice = false)
    {
        deeds.Enqueue(deed);
        await Task.WhenAll(Enumerable.Range(first, twice ? 2 : 1).Select(way => carrier.CarryAsync(deed, way, cancel)));
    }
}
