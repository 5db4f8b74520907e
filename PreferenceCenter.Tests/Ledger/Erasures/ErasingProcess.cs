using System.Diagnostics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>
/// Separate process that erases all subscribers, a few at a time, and prints each when its erasure is done.
/// </summary>
internal static class ErasingProcess
{
    public const string Role = "erase-until-killed";
    private const int AtATime = 8;

    /// <summary>Key shared with the tests, so that both processes compute the same hashes.</summary>
    public static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>Starts the process and kills it after that many erasures. Returns the subscribers it printed.</summary>
    public static async Task<IReadOnlyList<Guid>> KillAfterAsync(
        TestDatabase stored,
        string journal,
        int acknowledged,
        CancellationToken cancel
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!,
                [Role, stored.Provider.ToString(), stored.ConnectionString, journal]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var people = new List<Guid>();
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
    public static async Task<int> RunAsync(string provider, string connectionString, string journal)
    {
        using var database = TestDatabase.Open(Enum.Parse<DatabaseProvider>(provider), connectionString);
        await using var rig = new ErasureRig(
            database,
            new LedgerSettings(Policy.Default, new AddressHasher(Key), TimeSpan.Zero),
            journal,
            TimeProvider.System
        );
        using var context = database.CreateContext();
        var people = new System.Collections.Concurrent.ConcurrentQueue<Guid>(
            context.Subscribers.Select(s => s.PublicId)
        );
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(
            Enumerable
                .Range(0, AtATime)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (people.TryDequeue(out var id))
                        {
                            if (!await rig.EraseAsync(id))
                                continue;
                            var line = System.Text.Encoding.ASCII.GetBytes($"{id:N}\n");
                            lock (output)
                                output.Write(line);
                        }
                    })
                )
        );
        return 0;
    }
}
