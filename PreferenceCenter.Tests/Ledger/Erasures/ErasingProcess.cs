using System.Diagnostics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>A process of its own that erases everybody, a few at a time; each is printed once it is done.</summary>
internal static class ErasingProcess
{
    public const string Role = "erase-until-killed";
    private const int AtATime = 8;

    /// <summary>Of the tests' own, so that both sides hash alike.</summary>
    public static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>Starts it and kills it after so many were told. Gives who was told.</summary>
    public static async Task<IReadOnlyList<Guid>> KillAfterAsync(
        TestDatabase stored,
        string journal,
        int told,
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
            if (people.Count == told)
                process.Kill();
        }
        await process.WaitForExitAsync(cancel);
        return people;
    }

    /// <summary>The other side.</summary>
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
