using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// A dry run: decides each change as the writer would, from what stands now and what the file said before, and writes
/// nothing. Of the file it remembers so many people at most; a list that names somebody twice names them close
/// together.
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
        if (session.Find(PersonKey.Of(address)) is { } dossier)
            return dossier.State;
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
