using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Separate process in which two hundred people leave at a time. Each is printed when the leave is acknowledged.
/// </summary>
internal static class LeavingProcess
{
    public const string Role = "leave-until-killed";
    public const int AtATime = 200;

    /// <summary>
    /// Starts the process over that database, for one topic, and kills it after that many acknowledgements. Returns the
    /// people it printed.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> KillAfterAsync(
        TestDatabase stored,
        long topic,
        int acknowledged,
        CancellationToken cancel
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!,
                [
                    Role,
                    stored.Provider.ToString(),
                    stored.ConnectionString,
                    topic.ToString(CultureInfo.InvariantCulture),
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var people = new List<Guid>();
        // Lines printed before the kill are still in the pipe.
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length == 32)
                people.Add(Guid.ParseExact(line, "N"));
            if (people.Count == acknowledged)
                process.Kill();
        }
        await process.WaitForExitAsync(cancel);
        return people;
    }

    /// <summary>Runs in the separate process.</summary>
    public static async Task<int> RunAsync(string provider, string connectionString, long topic)
    {
        using var database = TestDatabase.Open(Enum.Parse<DatabaseProvider>(provider), connectionString);
        var settings = new LedgerSettings(
            Policy.Default,
            new AddressHasher(RandomNumberGenerator.GetBytes(32)),
            TimeSpan.Zero,
            GroupSize: 32
        )
        {
            ConfirmOneClick = true,
        };
        using var writer = new ChangeWriter(
            database,
            settings,
            TimeProvider.System,
            new LedgerMetrics(TestCenter.Meters),
            NullLogger<ChangeWriter>.Instance
        );
        using var context = database.CreateContext();
        var people = new ConcurrentQueue<Guid>(context.Subscribers.Select(s => s.PublicId));
        await using var output = Console.OpenStandardOutput();
        await writer.StartAsync(CancellationToken.None);
        await Task.WhenAll(
            Enumerable
                .Range(0, AtATime)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (people.TryDequeue(out var id))
                        {
                            var act = new Act(
                                Channel.OneClick,
                                Actor.Person,
                                TimeProvider.System.GetUtcNow(),
                                LawfulBasis.None,
                                0,
                                0
                            );
                            var result = await writer.SubmitAsync(
                                new PersonChange(
                                    PersonKey.Of(id),
                                    new Leave(topic),
                                    act,
                                    new Evidence { Ip = "192.0.2.0/24" }
                                )
                            );
                            if (result.Outcome != ChangeOutcome.Done)
                                continue;
                            var line = System.Text.Encoding.ASCII.GetBytes($"{id:N}\n");
                            lock (output)
                                output.Write(line);
                        }
                    })
                )
        );
        await writer.StopAsync(CancellationToken.None);
        return 0;
    }
}
