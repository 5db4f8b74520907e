using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Source of the subscribers: files imported beside the running nodes. Each import is repeated until the command
/// succeeds.
/// </summary>
internal sealed class Lists(string home, Command command, TestDatabase stored)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentQueue<Person> waiting = new();
    private readonly ConcurrentDictionary<string, Person> people = new(StringComparer.Ordinal);
    private readonly string consentAt = TimeProvider
        .System.GetUtcNow()
        .AddDays(-30)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private readonly ConcurrentDictionary<Guid, long> importedAt = new();
    private readonly ConcurrentDictionary<Guid, Person> forgotten = new();
    private readonly Lock gate = new();
    private int files;
    private int restores;

    public int Imports => files;

    /// <summary>Imports that failed and were run again.</summary>
    public int Repeated { get; private set; }
    public int Waiting => waiting.Count;
    public ICollection<Person> Imported => people.Values;

    /// <summary>Whether that person was imported and is not in the database that was put back.</summary>
    public bool IsForgotten(Guid person) => forgotten.ContainsKey(person);

    public Person? Next() => waiting.TryDequeue(out var person) ? person : null;

    public Person? ByAddress(string address) => people.GetValueOrDefault(address);

    public async Task ImportAsync(int rows, CancellationToken cancel)
    {
        var (file, name) = (++files, Path.Combine(home, "list.csv"));
        string[] addresses = [.. Enumerable.Range(0, rows).Select(row => $"p{file}-{row}@people.example")];
        await File.WriteAllTextAsync(name, FileOf(addresses), cancel);
        while (true)
        {
            var before = restores;
            await Wait.UntilAsync(() => IsImportedAsync(name, cancel), TimeLimit, cancel);
            var known = default(Dictionary<string, Guid>);
            await Wait.UntilAsync(() => (known = TryRead(file)) is not null, TimeLimit, cancel);
            lock (gate)
                if (before == restores)
                {
                    TakeUp(addresses, known!);
                    return;
                }
        }
    }

    private void TakeUp(IEnumerable<string> addresses, Dictionary<string, Guid> known)
    {
        foreach (var address in addresses)
        {
            var person = new Person(
                known.TryGetValue(address, out var id)
                    ? id
                    : throw new InvalidOperationException($"{address} was imported and is not there."),
                address
            );
            (people[address], importedAt[person.Id]) = (person, TimeProvider.System.GetTimestamp());
            waiting.Enqueue(person);
        }
    }

    /// <summary>
    /// Called while the database is replaced: who is not in the restored one is forgotten, and what was being imported is
    /// imported again.
    /// </summary>
    public int Forget(IReadOnlySet<string> there, long dumpedAt)
    {
        lock (gate)
        {
            restores++;
            var already = forgotten.Count;
            foreach (var person in people.Values.Where(p => !there.Contains(p.Address)))
            {
                if (importedAt[person.Id] < dumpedAt)
                    throw new InvalidOperationException(
                        $"{person.Address} was imported before the dump and is not in it."
                    );
                people.TryRemove(person.Address, out _);
                forgotten[person.Id] = person;
            }
            return forgotten.Count - already;
        }
    }

    /// <summary>Keeps that many unused subscribers available until it is stopped.</summary>
    public async Task RunAsync(int atHand, CancellationToken stop, CancellationToken cancel)
    {
        while (!stop.IsCancellationRequested)
            if (waiting.Count < atHand)
                await ImportAsync(atHand, cancel);
            else
                await Task.Delay(Look, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> IsImportedAsync(string name, CancellationToken cancel)
    {
        var (code, _, _) = await command.RunAsync(cancel, "import", name);
        if (code != 0)
            Repeated++;
        return code == 0;
    }

    private string FileOf(IEnumerable<string> addresses)
    {
        var text = new StringBuilder(
            "email,language,topics,status,consent_at,consent_method,consent_source,consent_text\n"
        );
        foreach (var address in addresses)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{address},en,{SubscriberActions.Listed},subscribed,{consentAt},checkbox,https://northwind.example/join,Yes\n"
            );
        return text.ToString();
    }

    // The database may be stopping at this moment; the caller tries again.
    private Dictionary<string, Guid>? TryRead(int file)
    {
        try
        {
            using var raw = stored.Raw();
            return raw.Rows(
                    """SELECT "AddressKey", "PublicId" FROM "Subscribers" WHERE "AddressKey" LIKE @p0""",
                    $"p{file}-%"
                )
                .ToDictionary(
                    row => (string)row[0]!,
                    row => new Guid((byte[])row[1]!, bigEndian: true),
                    StringComparer.Ordinal
                );
        }
        catch (System.Data.Common.DbException)
        {
            return null;
        }
    }
}
