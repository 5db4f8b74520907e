using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Decides the changes of a dry run as the change writer would, from the current state and the earlier rows of the
/// file, and writes nothing. It remembers a limited number of contacts from the file: a list that names a contact twice
/// usually does so within a short distance.
/// </summary>
internal sealed class ImportTrial(Database database, AddressHasher suppressions, Policy policy)
    : IImportTarget,
        IDisposable
{
    private const int Remembered = 100_000;
    private readonly ReadSession session = database.ReadThrough();
    private readonly Dictionary<string, PersonState> changed = new(StringComparer.Ordinal);
    private readonly Queue<string> oldest = [];

    // The people of the page of rows: their state, or null for a suppressed address.
    private Dictionary<string, PersonState?> known = [];

    public void Prepare(IReadOnlyList<EmailAddress> addresses)
    {
        known = session
            .FindAll(addresses.Select(a => a.Key))
            .ToDictionary(p => p.Subscriber.AddressKey, p => (PersonState?)p.State, StringComparer.Ordinal);
        EmailAddress[] unknown = [.. addresses.Where(a => !known.ContainsKey(a.Key)).DistinctBy(a => a.Key)];
        var hashes = unknown.ToDictionary(a => a.Key, suppressions.HashesOf, StringComparer.Ordinal);
        var suppressed = session.SuppressedOf([.. hashes.Values.SelectMany(h => h).Select(h => h.Bytes)]);
        foreach (var address in unknown)
            known.Add(
                address.Key,
                hashes[address.Key].Any(h => suppressed.Contains(h.Bytes)) ? null : PersonState.Empty
            );
    }

    public Task<ChangeResult> SubmitAsync(PersonChange change)
    {
        var address = change.Register!.Address;
        if (StateOf(address) is not { } state)
            return Task.FromResult(new ChangeResult(ChangeOutcome.Refused, Refusal.Suppressed));
        var decision = Decisions.Decide(state, change.Change, change.Act, policy);
        if (decision.Refusal != Refusal.None)
            return Task.FromResult(new ChangeResult(ChangeOutcome.Refused, decision.Refusal));
        if (decision.Events.IsEmpty)
            return Task.FromResult(new ChangeResult(ChangeOutcome.Unchanged));
        Remember(address.Key, decision.Events.Aggregate(state, History.Apply));
        return Task.FromResult(new ChangeResult(ChangeOutcome.Done));
    }

    private PersonState? StateOf(EmailAddress address) =>
        changed.TryGetValue(address.Key, out var state) ? state : known[address.Key];

    private void Remember(string key, PersonState state)
    {
        if (!changed.ContainsKey(key))
        {
            oldest.Enqueue(key);
            if (oldest.Count > Remembered)
                changed.Remove(oldest.Dequeue());
        }
        changed[key] = state;
    }

    public void Dispose() => session.Dispose();
}
