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

    private PersonState? StateOf(EmailAddress address)
    {
        if (changed.TryGetValue(address.Key, out var state))
            return state;
        if (session.Find(PersonKey.Of(address)) is { } subscriber)
            return subscriber.State;
        return session.IsSuppressed(suppressions.HashesOf(address)) ? null : PersonState.Empty;
    }

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
