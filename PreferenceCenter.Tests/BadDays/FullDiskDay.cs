using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Endurance run of one node over SQLite whose storage directory is on a 64 MB disk. The disk is filled up while people
/// leave. Journal and mails are on another disk.
/// </summary>
internal sealed class FullDiskDay : IAsyncDisposable
{
    private const int Megabytes = 64,
        Quiet = 20;
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(2);
    private readonly string home = Directory.CreateTempSubdirectory("preference-center-full-disk-").FullName;
    private readonly Tmpfs? disk;
    private readonly Node node;
    private readonly Watch watch;
    private readonly Carrier carrier;
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
        (watch, carrier, lists) = (new Watch(node), new Carrier([node]), new Lists(home, command, stored));
        load = new Load(carrier, lists, null, every);
    }

    public bool IsThere => disk is not null;
    public string Home => home;
    public Honesty Honesty => watch.Honesty;
    public IReadOnlyList<Deed> Deeds => load.All;

    /// <summary>Number of requests refused because the disk was full.</summary>
    public int Refused => carrier.Odd.Count;

    private string Mails => Path.Combine(home, "mails");

    public async Task LiveAsync(int people, int times, CancellationToken cancel)
    {
        using var evening = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var night = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await TopicsFile.ApplyAsync(home, command, cancel);
        await lists.ImportAsync(people, cancel);
        node.Clock!.Set(TimeSpan.Zero);
        await node.StartAsync(cancel);
        var watching = watch.RunAsync(night.Token);
        var working = load.RunAsync(evening.Token, cancel);
        for (var time = 0; time < times; time++)
        {
            await load.GoOnAsync(Quiet, cancel);
            await FillUpAsync(cancel);
            disk!.Empty();
            await Until.SoAsync(() => watch.SaysReady, AWhile, cancel);
        }
        await load.GoOnAsync(Quiet, cancel);
        await evening.CancelAsync();
        await working;
        await night.CancelAsync();
        await watching;
    }

    // Space that the database frees meanwhile is filled again, until a leave is refused for lack of space and the node
    // reports that it is not ready.
    private async Task FillUpAsync(CancellationToken cancel)
    {
        var refused = Refused;
        await Until.SoAsync(
            () =>
            {
                disk!.Fill();
                return Refused > refused && !watch.SaysReady;
            },
            AWhile,
            cancel,
            "leaves are refused and the node says that it is not ready"
        );
    }

    /// <summary>
    /// Stops the node, lets all mails go out and audits the result, as <see cref="BadDay.EndAsync"/> does.
    /// </summary>
    public async Task<Reckoning> EndAsync(CancellationToken cancel)
    {
        if (await node.StopAsync(cancel) is not 0 and var code)
            throw new InvalidOperationException($"The node ended with {code}: {node.Said}");
        var last = new LastMails(stored, command);
        node.Clock!.Set(TimeSpan.FromHours(3));
        await node.StartAsync(cancel);
        await last.GoOutAsync(cancel);
        await node.StopAsync(cancel);
        var reckoning = new Reckoning(stored, home, command) { LeftToAPerson = last.LeftToAPerson };
        await reckoning.RunAsync(load.All, lists, watch.Strangers, Arrived(), cancel);
        foreach (var odd in carrier.Odd.Where(odd => !odd.EndsWith("500", StringComparison.Ordinal)))
            reckoning.Faults.Add(odd);
        isOver = reckoning.Faults.Count == 0;
        return reckoning;
    }

    // The file name consists of the time and the mail's id: the same mail written twice is one file.
    private Dictionary<Guid, int> Arrived() =>
        Directory
            .EnumerateFiles(Mails, "*.eml")
            .Select(file => Guid.ParseExact(Path.GetFileNameWithoutExtension(file).Split('-')[1], "N"))
            .CountBy(id => id)
            .ToDictionary();

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(home, "small.log"), node.Said);
        watch.Dispose();
        carrier.Dispose();
        disk?.Dispose();
        if (isOver || disk is null)
            Directory.Delete(home, recursive: true);
    }
}
