using System.Net.Sockets;
using System.Text;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Verification;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a restored server: after a leave and a restore of yesterday's directory, it serves nothing until the journal
/// is replayed, and then the subscriber has left.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class RestoredServerTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(directory, "data");
    private string Yesterday => Path.Combine(directory, "yesterday");

    private async Task<IReadOnlyList<Person>> SubscribeAsync(int count)
    {
        await WebCenter.PrepareInAsync(directory);
        await using var center = await WebCenter.StartAsync(directory: directory);
        return await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(i => center.SubscribeAsync($"p{i}@people.example", [WebCenter.News, WebCenter.Events]))
        );
    }

    private static async Task<Answer> LeaveAsync(ServingProcess server, Person person)
    {
        using var browser = new Browser(server.Address);
        return await browser.PostAsync(WebCenter.UnsubscribePathOf(person), ("List-Unsubscribe", "One-Click"));
    }

    [Fact]
    public async Task Closed_until_it_is_told_and_then_open_without_a_restart()
    {
        var people = await SubscribeAsync(3);
        Copy(Data, Yesterday);
        await using (var server = await ServingProcess.StartAsync(directory, Cancel))
        {
            Assert.Equal(200, (await LeaveAsync(server, people[0])).Status);
            Assert.Equal(0, await server.StopAsync(Cancel));
        }
        Directory.Delete(Data, recursive: true);
        Copy(Yesterday, Data);

        await using (var server = await ServingProcess.StartLiveAsync(directory, Cancel))
        {
            await AssertClosedAsync(server, people[1]);
            var replay = await ServingProcess.RunAsync(directory, Cancel, "restore", "--replay");
            Assert.Contains("replayed 1,", replay.Output, StringComparison.Ordinal);
            Assert.Equal(0, replay.ExitCode);
            await server.UntilAsync("/health/ready", Cancel);
            Assert.Equal(200, (await LeaveAsync(server, people[1])).Status);
            Assert.Equal(0, await server.StopAsync(Cancel));
        }

        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.Equal(["stopped", "stopped", "allowed"], people.Select(p => center.Gate(p, "news")));
        AssertSound(center);
    }

    private async Task AssertClosedAsync(ServingProcess server, Person person)
    {
        using var browser = new Browser(server.Address);
        var before = await File.ReadAllBytesAsync(Path.Combine(Data, "preference-center.db"), Cancel);
        var ready = await browser.GetAsync("/health/ready");
        Assert.Equal(503, ready.Status);
        Assert.Contains("older than its journal", ready.Body, StringComparison.Ordinal);
        Assert.Equal(503, (await LeaveAsync(server, person)).Status);
        foreach (var path in (string[])[WebCenter.UnsubscribePathOf(person), "/link", "/help", "/", "/p/nobody"])
        {
            var answer = await browser.GetAsync(path + "?language=de");
            Assert.Equal((503, "5", "de"), (answer.Status, answer["Retry-After"], answer["Content-Language"]));
            Assert.Contains("Wir sind gleich wieder da", answer.Text, StringComparison.Ordinal);
            Assert.NotNull(answer["Content-Security-Policy"]);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Data, "preference-center.db"), Cancel));
        Assert.Contains("restore --replay", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_server_stops_when_it_is_asked_to()
    {
        await SubscribeAsync(1);
        var journal = new JournalFile(Path.Combine(directory, "journal"), 0);
        await File.AppendAllTextAsync(journal.Path, new MarkLine(1_000_000, default, TestCenter.Start) + "\n", Cancel);
        // A unit of Type=notify waits for the ready signal and would otherwise restart the program for ever.
        var notifySocket = Path.Combine(directory, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(notifySocket));
        await using var server = await ServingProcess.StartLiveAsync(
            directory,
            Cancel,
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = notifySocket }
        );
        var output = new byte[256];
        Assert.Equal(
            "READY=1",
            Encoding.ASCII.GetString(output, 0, await manager.ReceiveAsync(output, SocketFlags.None, Cancel))
        );
        Assert.Equal(0, await server.StopAsync(Cancel));
    }

    [Fact]
    public async Task A_server_whose_database_was_replaced_under_it_ends_and_stands_closed_from_then_on()
    {
        var people = await SubscribeAsync(2);
        var journal = new JournalFile(Path.Combine(directory, "journal"), 0);
        await using (var server = await ServingProcess.StartAsync(directory, Cancel))
        {
            Assert.Equal(200, (await LeaveAsync(server, people[0])).Status);
            for (
                var size = journal.ReadTail().Last?.Size;
                journal.ReadTail().Last?.Size == size;
                await Task.Delay(50, Cancel)
            ) { }
            await File.AppendAllTextAsync(
                journal.Path,
                new MarkLine(journal.ReadTail().Last!.Size + 1, default, TestCenter.Start) + "\n",
                Cancel
            );
            await LeaveAsync(server, people[1]);
            Assert.Equal(3, await server.EndAsync(Cancel));
            Assert.Contains("lacks what the journal saw", server.Output, StringComparison.Ordinal);
        }
        await using var closed = await ServingProcess.StartLiveAsync(directory, Cancel);
        Assert.Equal(0, await closed.StopAsync(Cancel));
    }

    [Fact]
    public async Task A_backup_is_made_beside_the_server_and_not_restored_under_it()
    {
        var people = await SubscribeAsync(3);
        await using var server = await ServingProcess.StartAsync(directory, Cancel);
        var backup = await ServingProcess.RunAsync(directory, Cancel, "backup", Yesterday);
        Assert.Equal(0, backup.ExitCode);
        Assert.Contains("3 people", backup.Output, StringComparison.Ordinal);
        Assert.Equal(200, (await LeaveAsync(server, people[0])).Status);

        var refused = await ServingProcess.RunAsync(directory, Cancel, "restore", Yesterday, "--replay");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("stop it first", refused.Output, StringComparison.Ordinal);
        Assert.Equal(200, (await LeaveAsync(server, people[1])).Status);

        // A killed process holds no lock any more; changes it had not written to the journal are taken from the present
        // database.
        await server.KillAsync();
        Assert.Equal(0, (await ServingProcess.RunAsync(directory, Cancel, "outbox", "list")).ExitCode);
        await using (await WebCenter.StartAsync(directory: directory)) { }
        Assert.Equal(0, (await ServingProcess.RunAsync(directory, Cancel, "restore", Yesterday, "--replay")).ExitCode);
        await using var center = await WebCenter.StartAsync(directory: directory);
        Assert.Equal(["stopped", "stopped", "allowed"], people.Select(p => center.Gate(p, "news")));
        AssertSound(center);
    }

    [Fact]
    [Trait("Requirement", "SEC-16")]
    public async Task Killed_between_commit_and_journal_the_next_start_writes_what_is_missing()
    {
        var people = await SubscribeAsync(60);
        var acknowledged = new List<Person>();
        await using (var server = await ServingProcess.StartAsync(directory, Cancel))
        {
            foreach (var person in people)
                if ((await LeaveAsync(server, person)).Status == 200)
                    acknowledged.Add(person);
            // Much sooner than the journal waits to collect lines.
            await server.KillAsync();
        }
        await using (var center = await WebCenter.StartAsync(directory: directory))
        {
            Assert.All(acknowledged, person => Assert.Equal("stopped", center.Gate(person, "news")));
            AssertSound(center);
        }
        var journal = new JournalFile(Path.Combine(directory, "journal"), 0)
            .ReadAll()
            .Select(l => l.Line)
            .OfType<ReducedLine>();
        Assert.Equal(
            acknowledged.Select(p => p.Id).Order(),
            journal.Where(l => l.Kind == EventKind.Stopped).Select(l => l.Person).Distinct().Order()
        );
    }

    private static void AssertSound(WebCenter center)
    {
        Assert.Null(center.Get<JournalCheck>().Fault());
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, Cancel).Bad);
        var differences = new List<string>();
        center.Get<StateRebuild>().Check((person, what) => differences.Add($"{person} {what}"), null, Cancel);
        Assert.Empty(differences);
    }

    // As an operator copies the file back who does not know the commands.
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
