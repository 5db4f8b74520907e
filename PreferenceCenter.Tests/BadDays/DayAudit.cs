using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>
/// Audit at the end of a bad day: every acknowledged action must be stored exactly once, and ledger, outbox, journal,
/// mails and gate must agree.
/// </summary>
internal sealed partial class DayAudit(TestDatabase stored, string home, Command command)
{
    private StoredRecords? records;

    private StoredRecords StoredRecords => records ??= StoredRecords.Read(stored);

    /// <summary>Faults found; empty after a good day.</summary>
    public List<string> Faults { get; } = [];
    public int Lost { get; private set; }
    public int Doubled { get; private set; }
    public int LeftToAPerson { get; init; }
    public int Mails => StoredRecords.Mails.Count;

    /// <summary>Mails that may have arrived more than once.</summary>
    public int Uncertain => StoredRecords.Mails.Count(m => m.Uncertain > 0);
    public long Events => StoredRecords.EventCount;

    public async Task RunAsync(
        IReadOnlyList<SubscriberAction> actions,
        Lists lists,
        IReadOnlyList<Guid> unknownSubscribers,
        ILookup<Guid, long> arrived,
        IReadOnlyList<Restore> restores,
        CancellationToken cancel
    )
    {
        actions = [.. actions.Where(a => !a.IsVoid)];
        foreach (var action in actions)
            Count(action, lists, restores);
        foreach (var person in lists.Imported)
            CountImport(person.Id);
        if (StoredRecords.People != lists.Imported.Count)
            Double($"{StoredRecords.People} people for {lists.Imported.Count} addresses");
        CountMails(arrived, restores);
        // Each machine's own: the second of a bad day is not there on a small disk.
        foreach (var journal in (string[])["journal", "journal-two"])
            if (Directory.Exists(Path.Combine(home, journal)))
                CountJournal(Path.Combine(home, journal), actions, lists, unknownSubscribers);
        await AskGateAsync(
            "events",
            [
                .. actions
                    .Where(d => d.IsAcknowledged && SubscriberActions.EventOf(d.Kind)?.Kind == EventKind.Withdrawn)
                    .Select(d => d.Person.Address),
            ],
            "refused",
            cancel
        );
        await AskGateAsync(
            "offers",
            [
                .. actions
                    .Where(d =>
                        d is { IsAcknowledged: true, Kind: SubscriberActionKind.Confirm } && !MayBeLost(d, restores)
                    )
                    .Select(d => d.Person.Address),
            ],
            "allowed",
            cancel
        );
        await AgreeAsync($"ok {StoredRecords.Logs} ", cancel, "ledger", "verify");
        await AgreeAsync($"ok {StoredRecords.People}", cancel, "ledger", "rebuild", "--check");
    }

    // What a restore loses: a confirmation since the dump. Whoever left or asked for less stays so.
    private static bool MayBeLost(SubscriberAction action, IReadOnlyList<Restore> restores) =>
        action.Kind == SubscriberActionKind.Confirm && restores.Any(r => r.MayHaveLost(action));

    private void Count(SubscriberAction action, Lists lists, IReadOnlyList<Restore> restores)
    {
        if (!action.IsAcknowledged)
            Faults.Add($"{action.Kind} of {action.Person.Id} was never acknowledged");
        if (lists.IsForgotten(action.Person.Id))
        {
            if (
                SubscriberActions.EventOf(action.Kind)?.Kind == EventKind.Withdrawn
                && !StoredRecords.UnknownSubscribers.Contains(action.Person.Id)
            )
                Lose(
                    $"{action.Kind} of {action.Person.Id}, whom a restore forgot, is not in the database: {string.Join(", ", restores.Select(r => r.Place(action)))}"
                );
            return;
        }
        var events = StoredRecords.EventsOf(action.Person.Id);
        if (SubscriberActions.EventOf(action.Kind) is { } wanted)
            switch (events.Count(e => (e.Kind, e.Aspect) == wanted))
            {
                case 0 when !MayBeLost(action, restores):
                    Lose(
                        $"{action.Kind} of {action.Person.Id} is not in the ledger {string.Join(", ", restores.Select(r => r.Place(action)))}"
                    );
                    break;
                case > 1:
                    Double($"{action.Kind} of {action.Person.Id} is in the ledger more than once");
                    break;
            }
        // A request repeated within ten minutes is the same act on either node. With clocks an hour apart the
        // repetition counts as a later act.
        if (!action.ClocksApart && events.Any(e => e.Kind == EventKind.Repeated))
            Double($"{action.Kind} of {action.Person.Id} counts as said twice");
    }

    private void CountImport(Guid person)
    {
        var asserted = StoredRecords
            .EventsOf(person)
            .Where(e => e.Kind == EventKind.Asserted)
            .Select(e => e.Aspect)
            .Order()
            .ToArray();
        if (asserted.Length < 2)
            Lose($"A row of {person} is not in the ledger");
        else if (!asserted.SequenceEqual([WebCenter.News, WebCenter.Events]))
            Double($"The row of {person} was asserted {asserted.Length} times");
    }

    private void CountJournal(
        string directory,
        IReadOnlyList<SubscriberAction> actions,
        Lists lists,
        IReadOnlyList<Guid> unknownSubscribers
    )
    {
        var lines = JournalFile.In(directory).SelectMany(file => file.ReadAll()).Select(entry => entry.Line).ToList();
        var reduced = lines.OfType<ReducedLine>().Select(l => (l.Person, l.Kind, l.Aspect)).ToHashSet();
        var left = lines.OfType<LeftLine>().Select(l => l.Person).ToHashSet();
        foreach (var action in actions)
            if (
                action.IsAcknowledged
                && action.Kind != SubscriberActionKind.Confirm
                && SubscriberActions.EventOf(action.Kind) is { } wanted
                && !reduced.Contains((action.Person.Id, wanted.Kind, wanted.Aspect))
                && !IsHeldOtherwise(action, lists, left)
            )
                Lose($"{action.Kind} of {action.Person.Id} is not in {directory}");
        foreach (var unknown in unknownSubscribers)
        {
            if (!left.Contains(unknown))
                Lose($"The leave of {unknown}, whom nobody knew, is not in {directory}");
            if (!StoredRecords.UnknownSubscribers.Contains(unknown))
                Lose($"The leave of {unknown}, whom nobody knew, is not in the database");
        }
        using var database = stored.Open();
        var check = new JournalCheck(
            database,
            new StorageSettings(home, Path.Combine(home, "keys"), directory, stored.Provider, stored.ConnectionString)
        );
        if (check.Fault() is { } fault)
            Faults.Add(fault);
    }

    // Whom a restore forgot has left as somebody unknown. What else they asked for in the second before the restore is
    // known to the machine that took it, and concerns nobody.
    private static bool IsHeldOtherwise(SubscriberAction action, Lists lists, HashSet<Guid> left) =>
        lists.IsForgotten(action.Person.Id)
        && (action.Kind == SubscriberActionKind.Slower || left.Contains(action.Person.Id));

    private async Task AskGateAsync(
        string topic,
        IReadOnlyCollection<string> addresses,
        string expected,
        CancellationToken cancel
    )
    {
        if (addresses.Count == 0)
            return;
        var file = Path.Combine(home, "ask.txt");
        await File.WriteAllLinesAsync(file, addresses, cancel);
        var answers = (await command.DoAsync(cancel, "gate", topic, "--file", file)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        if (answers.Length != addresses.Count)
            Faults.Add($"The gate was asked about {addresses.Count} and answered {answers.Length} times");
        foreach (var answer in answers)
            if (answer.Split('\t')[1] != expected)
                Lose($"The gate of {topic} says: {answer}");
    }

    private async Task AgreeAsync(string expected, CancellationToken cancel, params string[] words)
    {
        var (code, output, error) = await command.RunAsync(cancel, words);
        if (code != 0 || !output.StartsWith(expected, StringComparison.Ordinal))
            Faults.Add($"{string.Join(' ', words)} ended with {code}: {output} {error}");
    }

    private void Lose(string what)
    {
        Lost++;
        Faults.Add(what);
    }

    private void Double(string what)
    {
        Doubled++;
        Faults.Add(what);
    }
}
