using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>
/// Counts one attempt at a password or code per account and network. It is counted before it is checked, so that at
/// most five are checked however many arrive at once. Unknown addresses are counted in the same way, so that a lock
/// does not reveal whether an account exists (SEC-12).
/// </summary>
internal sealed class SignInAttempt(string what, string who, string network, DateTimeOffset at) : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerAccount = (TimeSpan.FromMinutes(15), 5);
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);

    /// <summary>Whether this was the last permitted attempt: if it fails, the account is locked.</summary>
    public bool IsLast { get; private set; }

    private string Tries => "staff-" + what;
    private string Lock => "staff-locked-" + what;

    protected override ChangeResult Decide(Batch batch, Data.SubscriberSnapshot? subscriber)
    {
        if (batch.Limits.Count("staff-network", network, PerNetwork, at) > PerNetwork.Count)
            return new ChangeResult(ChangeOutcome.Limited);
        if (batch.Limits.Blocks(Lock, who, at))
            return new ChangeResult(ChangeOutcome.Refused);
        IsLast = batch.Limits.Count(Tries, who, PerAccount, at) >= PerAccount.Count;
        if (IsLast)
            batch.Limits.Block(Lock, who, PerAccount.Window, at);
        return new ChangeResult(ChangeOutcome.Done);
    }

    /// <summary>Resets the counter and the lock after a successful attempt.</summary>
    public Submission Forget() => new Forgetting(Tries, Lock, who, at);

    private sealed class Forgetting(string attempts, string lockName, string who, DateTimeOffset at) : Submission
    {
        protected override ChangeResult Decide(Batch batch, Data.SubscriberSnapshot? subscriber)
        {
            batch.Limits.Block(attempts, who, TimeSpan.Zero, at);
            if (batch.Limits.Blocks(lockName, who, at))
                batch.Limits.Block(lockName, who, TimeSpan.Zero, at);
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
