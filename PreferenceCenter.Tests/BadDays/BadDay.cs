using PreferenceCenter.Tests.BadDays.Disturbances;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Endurance run: two nodes over one PostgreSQL database with a mail server, subscribers who leave and choose, imports
/// and disturbances. At the end every record is checked.
/// </summary>
internal sealed class BadDay : IAsyncDisposable
{
    /// <summary>
    /// Actions that must be acknowledged between two disturbances, so that each one strikes a busy centre.
    /// </summary>
    private const int ActionsBetween = 20;

    /// <summary>How many disturbances before a restore the dump is made that it puts back.</summary>
    private const int DumpedBefore = 6;
    private readonly string home = Directory.CreateTempSubdirectory("preference-center-bad-day-").FullName;
    private readonly TestDatabase stored;
    private readonly RetryingClient client;
    private readonly Command command;
    private readonly Mailboxes mailboxes;
    private readonly List<DisturbanceRecord> records = [];
    private readonly List<Restore> restores = [];
    private Dump? dump;

    private BadDay(PostgresCluster cluster, TestDatabase stored, TimeSpan every)
    {
        (Cluster, this.stored) = (cluster, stored);
        stored.NoteIn(home);
        string[] settings =
        [
            "Mail:Transport=Smtp",
            "Mail:Smtp:Host=127.0.0.1",
            $"Mail:Smtp:Port={MailServer.Port}",
            "Mail:Smtp:Security=None",
            "Mail:Smtp:Timeout=00:00:02",
            "Mail:CoalesceFor=00:00:01",
        ];
        Nodes =
        [
            .. new[] { "one", "two" }.Select(name => new Node(
                name,
                home,
                new NodeClock(Path.Combine(home, name + ".clock")),
                [
                    .. settings,
                    $"Storage:Directory={Path.Combine(home, name)}",
                    $"Storage:JournalDirectory={JournalOf(home, name)}",
                ]
            )),
        ];
        command = new Command(home, settings);
        Lists = new Lists(home, command, stored);
        client = new RetryingClient(Nodes, action => IsVoid(action));
        mailboxes = new Mailboxes(MailServer, Lists);
        Load = new Load(client, Lists, mailboxes, every);
        Monitors = [.. Nodes.Select(node => new ReadinessMonitor(node))];
    }

    // Imports use that of the first machine.
    private static string JournalOf(string home, string name) =>
        Path.Combine(home, name == "one" ? "journal" : $"journal-{name}");

    public PostgresCluster Cluster { get; }
    public SmtpPeer MailServer { get; } = new();
    public IReadOnlyList<Node> Nodes { get; }
    public IReadOnlyList<ReadinessMonitor> Monitors { get; }
    public Load Load { get; }
    public Lists Lists { get; }
    public IReadOnlyList<DisturbanceRecord> DisturbanceRecords => records;
    public IReadOnlyList<Restore> Restores => restores;

    /// <summary>Directory of the logs and files. It is kept when the audit found a fault.</summary>
    public string Home => home;

    public static async Task<BadDay> BeginAsync(int people, TimeSpan every, CancellationToken cancel)
    {
        var cluster = await PostgresCluster.StartAsync(sync: true);
        var day = new BadDay(cluster, await TestDatabase.OnAsync(cluster), every);
        await day.command.DoAsync(cancel, "database", "migrate");
        await TopicsFile.ApplyAsync(day.home, day.command, cancel);
        foreach (var node in day.Nodes)
            node.Clock!.Set(TimeSpan.Zero);
        await day.Lists.ImportAsync(people, cancel);
        await Task.WhenAll(day.Nodes.Select(node => node.StartAsync(cancel)));
        return day;
    }

    /// <param name="atLeast">Minimum duration. If the disturbances take less, quiet periods are added between
    /// them.</param>
    public async Task RunAsync(
        IReadOnlyList<Disturbance> disturbances,
        int atHand,
        TimeSpan atLeast,
        Random random,
        CancellationToken cancel
    )
    {
        using var stopLoad = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var stopMonitors = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var monitoring = Task.WhenAll(Monitors.Select(monitor => monitor.RunAsync(stopMonitors.Token)));
        var working = Task.WhenAll(
            Load.RunAsync(stopLoad.Token, cancel),
            Lists.RunAsync(atHand, stopLoad.Token, cancel)
        );
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < disturbances.Count; i++)
        {
            var due = atLeast * i / disturbances.Count;
            await Wait.UntilAsync(
                () => working.IsFaulted || TimeProvider.System.GetElapsedTime(begun) >= due,
                due + TimeSpan.FromMinutes(1),
                cancel
            );
            if (working.IsFaulted)
                await working;
            if (disturbances.Skip(i).Take(DumpedBefore).Any(d => d is RestoredDatabase))
                dump ??= await Dump.MakeAsync(Cluster, stored);
            await Load.WaitForMoreAsync(ActionsBetween, cancel);
            var from = TimeProvider.System.GetTimestamp();
            await disturbances[i].RunAsync(this, random, cancel);
            records.Add(new DisturbanceRecord(disturbances[i].Name, from, TimeProvider.System.GetTimestamp()));
        }
        await Load.WaitForMoreAsync(ActionsBetween, cancel);
        await stopLoad.CancelAsync();
        await working;
        await stopMonitors.CancelAsync();
        await monitoring;
    }

    /// <summary>The dump to be put back; the next restore has another.</summary>
    public Dump TakeDump()
    {
        var taken = dump!;
        dump = null;
        return taken;
    }

    public void Begin(Restore restore)
    {
        lock (restores)
            restores.Add(restore);
    }

    // The person, or the link that the email had, may be of after the dump.
    private bool IsVoid(SubscriberAction action)
    {
        if (Lists.IsForgotten(action.Person.Id))
            return true;
        lock (restores)
            return action.Kind == SubscriberActionKind.Confirm && restores.Any(r => r.MayHaveLost(action.CreatedAt));
    }

    /// <summary>
    /// Stops the nodes, starts one again with its clock three hours ahead, so that all postponed mails and all rows
    /// written by a clock that was ahead are due, and waits until every mail is sent. Then audits the result.
    /// </summary>
    public async Task<DayAudit> EndAsync(CancellationToken cancel)
    {
        foreach (var node in Nodes)
            if (await node.StopAsync(cancel) is not 0 and var code)
                throw new InvalidOperationException($"A node ended with {code}: {node.Output}");
        var last = new RemainingMails(stored, command, Nodes[0].Clock!);
        last.SetClock();
        await Nodes[0].StartAsync(cancel);
        await last.WaitUntilSentAsync(cancel);
        await Nodes[0].StopAsync(cancel);

        var audit = new DayAudit(stored, home, command) { LeftToAPerson = last.LeftToAPerson };
        await audit.RunAsync(
            Load.All,
            Lists,
            [.. Monitors.SelectMany(w => w.UnknownSubscribers)],
            mailboxes.Arrivals(),
            restores,
            cancel
        );
        foreach (var unexpected in client.Unexpected)
            audit.Faults.Add(unexpected);
        IsOver = audit.Faults.Count == 0;
        return audit;
    }

    private bool IsOver { get; set; }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
            await File.WriteAllTextAsync(Path.Combine(home, node.Name + ".log"), node.Output);
        }
        foreach (var monitor in Monitors)
            monitor.Dispose();
        client.Dispose();
        await MailServer.DisposeAsync();
        Cluster.Dispose();
        if (IsOver)
            Directory.Delete(home, recursive: true);
    }
}

/// <summary>Name, start and end of a disturbance that took place.</summary>
internal sealed record DisturbanceRecord(string Name, long From, long Until)
{
    public override string ToString() =>
        Invariant($"{TimeProvider.System.GetElapsedTime(From, Until).TotalSeconds, 6:0.0} s  {Name}");
}
