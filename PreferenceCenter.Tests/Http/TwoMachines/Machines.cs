using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoMachines;

/// <summary>
/// Two machines over one PostgreSQL database: a directory each, with a journal of its own, the same keys, and the
/// server as a process.
/// </summary>
internal sealed class Machines : IAsyncDisposable
{
    private readonly ServingProcess?[] servers = new ServingProcess?[2];
    private readonly string[] homes;
    private readonly TestDatabase stored;
    private Func<Task>? restore;

    private Machines(string[] homes) => (this.homes, stored) = (homes, TestDatabase.NotedIn(homes[0])!);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IReadOnlyList<Person> People { get; private set; } = [];

    public static async Task<Machines> NewAsync(int people)
    {
        string[] homes =
        [
            .. Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("preference-center-").FullName),
        ];
        await WebCenter.PrepareInAsync(homes[0]);
        return await FilledAsync(homes, people);
    }

    /// <summary>The same over a database on a server that the test ends.</summary>
    public static async Task<Machines> OverAsync(TestDatabase database, int people)
    {
        string[] homes =
        [
            .. Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("preference-center-").FullName),
        ];
        database.NoteIn(homes[0]);
        return await FilledAsync(homes, people);
    }

    private static async Task<Machines> FilledAsync(string[] homes, int people)
    {
        var machines = new Machines(homes);
        machines.stored.NoteIn(homes[1]);
        // One directory that all nodes see.
        Directory.CreateSymbolicLink(Path.Combine(homes[1], "keys"), Path.Combine(homes[0], "keys"));
        await using (var center = await WebCenter.StartAsync(directory: homes[0]))
        {
            await center.ApplyTopicsAsync(WebCenter.Topics);
            await center.ApplyNoticesAsync(WebCenter.Notices);
            machines.People = await Task.WhenAll(
                Enumerable.Range(0, people).Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News]))
            );
        }
        return machines;
    }

    public string JournalOf(int machine) => Path.Combine(homes[machine], "journal");

    public Guid IdOf(int machine) => JournalIdentity.In(JournalOf(machine))!.Id;

    public ServingProcess this[int machine] => servers[machine]!;

    public Task StartBothAsync() => Task.WhenAll(StartAsync(0), StartAsync(1));

    public async Task StopBothAsync()
    {
        foreach (var exitCode in await Task.WhenAll(servers.Select(server => server!.StopAsync(Cancel))))
            Assert.Equal(0, exitCode);
    }

    public async Task<ServingProcess> StartAsync(int machine) =>
        servers[machine] = await ServingProcess.StartAsync(homes[machine], Cancel);

    /// <summary>Starts a node that may stand closed.</summary>
    public async Task<ServingProcess> StartLiveAsync(int machine) =>
        servers[machine] = await ServingProcess.StartLiveAsync(homes[machine], Cancel);

    /// <summary>Starts a node that ends by itself.</summary>
    public Task<(int ExitCode, string Output)> RunToEndAsync(int machine) =>
        ServingProcess.RunAsync(homes[machine], Cancel);

    public Task<(int ExitCode, string Output)> RunAsync(int machine, params string[] command) =>
        ServingProcess.RunAsync(homes[machine], Cancel, command);

    public async Task<int> LeaveAsync(int machine, int person)
    {
        using var browser = new Browser(this[machine].Address);
        return (
            await browser.PostAsync(WebCenter.UnsubscribePathOf(People[person]), ("List-Unsubscribe", "One-Click"))
        ).Status;
    }

    /// <summary>What the gate on a machine says, as its command prints it.</summary>
    public async Task<string> GateAsync(int machine, params int[] people) =>
        (await RunAsync(machine, ["gate", "news", .. people.Select(person => People[person].Address)])).Output;

    /// <summary>Accepts a loss on a machine as that user, who came by sudo.</summary>
    public async Task AcceptLossAsync(int machine, string user)
    {
        var accepted = await ServingProcess.RunAsync(
            homes[machine],
            new Dictionary<string, string> { ["SUDO_USER"] = user },
            Cancel,
            "restore",
            "--accept-loss",
            "--reason",
            "the other machine burnt"
        );
        Assert.True(accepted.ExitCode == 0, accepted.Output);
    }

    public async Task<(int Status, string Body)> ReadyAsync(int machine)
    {
        using var browser = new Browser(this[machine].Address);
        var answer = await browser.GetAsync("/health/ready");
        return (answer.Status, answer.Body);
    }

    /// <summary>How many emails were given up by a restore.</summary>
    public long MailsGivenUp()
    {
        using var raw = stored.Raw();
        return raw.Scalar<long>(
            Invariant(
                $"""SELECT COUNT(*) FROM "Outbox" WHERE "State" = {(int)MailState.Dead} AND "LastError" = 'restored'"""
            )
        );
    }

    /// <summary>Backs the database up, as <c>pg_dump</c> would. No node may run.</summary>
    public async Task BackUpAsync() => restore = await stored.KeepAsync();

    /// <summary>Puts the backup in the place of the database, under whatever runs.</summary>
    public Task RestoreAsync() => restore!();

    /// <summary>
    /// Waits until each machine knows the journal of the other, which it looks for twice a second: a copy from before one
    /// of them was added does not know it.
    /// </summary>
    public Task UntilKnownAsync() =>
        UntilAsync(() =>
            ((int[])[0, 1]).All(m => JournalIdentity.In(JournalOf(m))?.Others.ContainsKey(IdOf(1 - m)) == true)
        );

    /// <summary>Waits until a journal has a reduction of that person.</summary>
    public async Task UntilJournaledAsync(int machine, int person)
    {
        while (
            !JournalFile
                .In(JournalOf(machine))
                .SelectMany(file => file.ReadAll())
                .Any(l => l.Line is ReducedLine line && line.Person == People[person].Id)
        )
            await Task.Delay(20, Cancel);
    }

    public static async Task UntilAsync(Func<bool> what)
    {
        while (!what())
            await Task.Delay(20, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            if (server is not null)
                await server.DisposeAsync();
        await stored.DisposeAsync();
        foreach (var home in homes)
            Directory.Delete(home, recursive: true);
    }
}
