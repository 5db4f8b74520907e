namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Endurance run of one node over SQLite whose storage directory is on a 64 MB disk. The disk is filled up while people
/// leave. Journal and mails are on another disk.
/// </summary>
internal sealed class FullDiskDay : IAsyncDisposable
{
    private const int Megabytes = 64,
        ActionsBetween = 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);
    private readonly string home = Directory.CreateTempSubdirectory("preference-center-full-disk-").FullName;
    private readonly Tmpfs? disk;
    private readonly Node node;
    private readonly ReadinessMonitor monitor;
    private readonly RetryingClient client;
    private readonly Command command;
    private readonly TestDatabase stored;
    private readonly Lists lists;
    private readonly Load load;
    private bool isOver;

    public FullDiskDay(TimeSpan every)
    {
        disk = Tmpfs.TryMount(Path.Combine(home, "data"), Megabytes);
        string[] settings = [$"Mail:PickupDirectory={Mails}", "Mail:CoalesceFor=00:00:01"];
        (node, command) = (
            new Node("small", home, new NodeClock(Path.Combine(home, "small.clock")), settings),
            new Command(home, settings)
        );
        stored = TestDatabase.OfFile(Path.Combine(home, "data", "preference-center.db"));
        (monitor, client, lists) = (
            new ReadinessMonitor(node),
            new RetryingClient([node]),
            new Lists(home, command, stored)
        );
        load = new Load(client, lists, null, every);
    }

    public bool IsAvailable => disk is not null;
    public string Home => home;
    public ReadinessError ReadinessError => monitor.ReadinessError;
    public IReadOnlyList<SubscriberAction> SubscriberActions => load.All;

    /// <summary>Number of requests refused because the disk was full.</summary>
    public int Refused => client.TurnedAway;

    private string Mails => Path.Combine(home, "mails");

    public async Task RunAsync(int people, int times, CancellationToken cancel)
    {
        using var stopLoad = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var stopMonitors = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await TopicsFile.ApplyAsync(home, command, cancel);
        await lists.ImportAsync(people, cancel);
        node.Clock!.Set(TimeSpan.Zero);
        await node.StartAsync(cancel);
        var monitoring = monitor.RunAsync(stopMonitors.Token);
        var working = load.RunAsync(stopLoad.Token, cancel);
        for (var time = 0; time < times; time++)
        {
            await load.WaitForMoreAsync(ActionsBetween, cancel);
            await FillUpAsync(cancel);
            disk!.Empty();
            await Wait.UntilAsync(() => monitor.SaysReady, TimeLimit, cancel);
        }
        await load.WaitForMoreAsync(ActionsBetween, cancel);
        await stopLoad.CancelAsync();
        await working;
        await stopMonitors.CancelAsync();
        await monitoring;
    }

    // Space that the database frees meanwhile is filled again, until a leave is refused for lack of space and the node
    // reports that it is not ready.
    private async Task FillUpAsync(CancellationToken cancel)
    {
        var refused = Refused;
        await Wait.UntilAsync(
            () =>
            {
                disk!.Fill();
                return Refused > refused && !monitor.SaysReady;
            },
            TimeLimit,
            cancel,
            "leaves are refused and the node says that it is not ready"
        );
    }

    /// <summary>
    /// Stops the node, lets all mails go out and audits the result, as <see cref="BadDay.EndAsync"/> does.
    /// </summary>
    public async Task<DayAudit> EndAsync(CancellationToken cancel)
    {
        if (await node.StopAsync(cancel) is not 0 and var code)
            throw new InvalidOperationException($"The node ended with {code}: {node.Output}");
        var last = new RemainingMails(stored, command, node.Clock!);
        last.SetClock();
        await node.StartAsync(cancel);
        await last.WaitUntilSentAsync(cancel);
        await node.StopAsync(cancel);
        var audit = new DayAudit(stored, home, command) { LeftToAPerson = last.LeftToAPerson };
        await audit.RunAsync(load.All, lists, monitor.UnknownSubscribers, Arrived(), [], cancel);
        foreach (var unexpected in client.Unexpected)
            audit.Faults.Add(unexpected);
        isOver = audit.Faults.Count == 0;
        return audit;
    }

    // The file name consists of the time and the mail's id: the same mail written twice is one file.
    private ILookup<Guid, long> Arrived() =>
        Directory
            .EnumerateFiles(Mails, "*.eml")
            .ToLookup(file => Guid.ParseExact(Path.GetFileNameWithoutExtension(file).Split('-')[1], "N"), _ => 0L);

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(home, "small.log"), node.Output);
        monitor.Dispose();
        client.Dispose();
        disk?.Dispose();
        if (isOver || disk is null)
            Directory.Delete(home, recursive: true);
    }
}
