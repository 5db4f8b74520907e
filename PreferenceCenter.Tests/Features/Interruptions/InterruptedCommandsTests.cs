using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Features.Interruptions;

/// <summary>
/// Tests that every command, and a server that starts, ends in order when it is asked to: real processes and signals.
/// Takes long because it starts each command of the program.
/// </summary>
public sealed partial class InterruptedCommandsTests(PreparedDirectory prepared)
    : IClassFixture<PreparedDirectory>,
        IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly string directory = prepared.Copy();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_ends_in_order_whenever_it_is_interrupted()
    {
        Write("list.csv", Rows(2_000));
        var random = new Random(7);
        var commands = Enumerable
            .Range(0, LongTests.Rounds(usual: 1, inLongTests: 5))
            .SelectMany(_ => CommandTree.Leaves().Where((_, place) => LongTests.On || place % 2 == 0))
            .Select(leaf => (Words(leaf.Command.Examples[0]), After: random.Next(50, 900)))
            .ToList();
        var tidy = 0;
        await Parallel.ForEachAsync(
            commands,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancel },
            async (one, cancel) =>
            {
                var signal = one.After % 2 == 0 ? SignalledProcess.Interrupt : SignalledProcess.Terminate;
                using var process = new SignalledProcess(directory, one.Item1);
                await Task.Delay(one.After, cancel);
                process.Send(signal);
                var (exitCode, _, error) = await process.EndAsync(Soon, cancel);
                var said = $"{string.Join(' ', one.Item1)} after {one.After} ms: exit {exitCode}\n{error}";
                Assert.True(exitCode is >= 0 and <= 3 or 78 || exitCode == 128 + signal, said);
                Assert.False(StackTrace().IsMatch(error), said);
                // Without a line only where the process had not begun yet, or was done.
                if (error.Contains("Interrupted.", StringComparison.Ordinal))
                {
                    Assert.True(exitCode == 128 + signal, said);
                    Interlocked.Increment(ref tidy);
                }
            }
        );
        Assert.True(tidy >= 3, $"{tidy} of {commands.Count} were interrupted at their work.");
    }

    // Either signal interrupts commands above; the long run sends the import both.
    public static TheoryData<int> Signals =>
        [.. LongTests.Cases([SignalledProcess.Interrupt], [SignalledProcess.Terminate])];

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task An_import_says_how_far_it_came_and_goes_on(int signal)
    {
        var list = Write("list.csv", Rows(12_000));
        (int ExitCode, string Out, string Error) ended;
        using (var import = new SignalledProcess(directory, "import", list))
        {
            while (!import.HasEnded && People() < 500)
                await Task.Delay(20, Cancel);
            import.Send(signal);
            ended = await import.EndAsync(Soon, Cancel);
        }
        Assert.True(ended.ExitCode == 128 + signal, ended.Error);
        var rows = People();
        Assert.InRange(rows, 500, 11_999);
        Assert.Contains(
            $"{rows.ToString("N0", CultureInfo.InvariantCulture)}  rows\n",
            ended.Out,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Interrupted. The first {rows:N0} rows are taken in, as counted above; the others are not. Run the same command again: it goes on, and changes nothing twice.\n"
            ),
            ended.Error,
            StringComparison.Ordinal
        );
        var (exitCode, output) = await ServingProcess.RunAsync(directory, Cancel, "import", list);
        Assert.True(exitCode == 0, output);
        Assert.Equal(12_000, People());
    }

    // A name server that never answers: each look-up would wait for seconds.
    [Fact]
    public async Task The_doctor_ends_at_once_also_while_it_waits_for_others()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var doctor = new SignalledProcess(directory, "doctor", "--dns", silent.Client.LocalEndPoint!.ToString()!);
        await silent.ReceiveAsync(Cancel);
        doctor.Send(SignalledProcess.Interrupt);
        var (exitCode, output, error) = await doctor.EndAsync(Soon, Cancel);
        Assert.True(exitCode == 130, error);
        Assert.Contains("settings", output, StringComparison.Ordinal);
        Assert.Equal(
            "Interrupted. Nothing was changed, and what was printed may not be all of it.",
            error.TrimEnd().Split('\n')[^1]
        );
    }

    [Fact]
    public async Task Who_waits_for_standard_input_can_be_stopped()
    {
        string[][] commands =
        [
            ["gate", "news", "-"],
            ["subscriber", "show", "-"],
            ["import", "-"],
            ["topics", "apply", "-"],
            ["ledger", "verify", "--checkpoint", "-"],
        ];
        var waiting = commands.Select(command => new SignalledProcess(directory, command)).ToList();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(4), Cancel);
            foreach (var process in waiting)
                process.Send(SignalledProcess.Interrupt);
            foreach (var (process, command) in waiting.Zip(commands))
            {
                var (exitCode, _, error) = await process.EndAsync(TimeSpan.FromSeconds(10), Cancel);
                Assert.True(exitCode == 130, $"{string.Join(' ', command)}: {exitCode} {error}");
                Assert.StartsWith("Interrupted.", error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
            }
        }
        finally
        {
            waiting.ForEach(process => process.Dispose());
        }
        Assert.Empty(Directory.GetFiles(Path.Combine(directory, "data"), "standard-input*"));
    }

    [Fact]
    public async Task A_server_that_is_stopped_while_it_starts_did_not_fail()
    {
        for (var after = 20; after <= 1_500; after += LongTests.Rounds(usual: 490, inLongTests: 98))
        {
            using var server = new SignalledProcess(
                directory,
                $"--Urls=http://127.0.0.1:{ServingProcess.FreePort()}",
                "--Server:DrainFor=00:00:00"
            );
            await Task.Delay(after, Cancel);
            server.Send(SignalledProcess.Terminate);
            var (exitCode, output, error) = await server.EndAsync(Soon, Cancel);
            Assert.True(exitCode is 0 or 143, $"after {after} ms: exit {exitCode}\n{output}{error}");
            Assert.False(StackTrace().IsMatch(error), error);
        }
    }

    [Fact]
    public async Task A_terminal_that_is_closed_ends_no_server()
    {
        var port = ServingProcess.FreePort();
        using var server = new SignalledProcess(
            directory,
            $"--Urls=http://127.0.0.1:{port}",
            "--Server:DrainFor=00:00:00"
        );
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await UntilReadyAsync(http, port);
        server.Send(SignalledProcess.Hangup);
        server.Send(SignalledProcess.Hangup);
        await Task.Delay(500, Cancel);
        Assert.Equal("alive\n", await http.GetStringAsync($"http://127.0.0.1:{port}/health/live", Cancel));
        server.Send(SignalledProcess.Terminate);
        Assert.Equal(0, (await server.EndAsync(Soon, Cancel)).ExitCode);
    }

    private static async Task UntilReadyAsync(HttpClient http, int port)
    {
        while (true)
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/health/ready", Cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Cancel);
            }
    }

    private string[] Words(string example) =>
        [
            .. example
                .Split(" > ")[0]
                .Split(" < ")[0]
                .Replace("/var/backups/preference-center/", directory + "/", StringComparison.Ordinal)
                .Replace("1000000", "300", StringComparison.Ordinal)
                .Split('"')
                .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ];

    private static string Rows(int count) =>
        "email,topics,consent_at,consent_text\n"
        + string.Concat(Enumerable.Range(1, count).Select(i => $"p{i}@people.example,news,2026-05-01,Yes\n"));

    private long People()
    {
        using var database = new SqliteConnection(
            $"Data Source={Path.Combine(directory, "data", "preference-center.db")};Mode=ReadOnly;Pooling=False"
        );
        database.Open();
        using var count = database.CreateCommand();
        count.CommandText = """SELECT COUNT(*) FROM "Subscribers" """;
        return (long)count.ExecuteScalar()!;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [GeneratedRegex(@"Unhandled exception|^\s+at \w+\.", RegexOptions.Multiline)]
    private static partial Regex StackTrace();
}
