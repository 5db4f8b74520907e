using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>Whether the password or code of an attempt is checked.</summary>
internal enum SignInTurn
{
    Checked,

    /// <summary>The last attempt that is checked: if it fails, the account is locked.</summary>
    LastChecked,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The network has sent too many attempts.</summary>
    TooMany,
}

/// <summary>
/// Counts one attempt at a password or code per account and network. It is counted before it is checked, so that at
/// most five are checked however many arrive at once. Unknown addresses are counted in the same way, so that a lock
/// does not reveal whether an account exists (SEC-12).
/// </summary>
internal sealed class SignInAttempt(string what, string who, string network, DateTimeOffset at) : Submission<SignInTurn>
{
    internal static readonly (TimeSpan Window, int Count) PerAccount = (TimeSpan.FromMinutes(15), 5);
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);

    private string Tries => "staff-" + what;
    private string Lock => "staff-locked-" + what;

    protected override ChangeResult<SignInTurn> Decide(Batch batch, Data.SubscriberSnapshot? subscriber)
    {
        if (batch.Limits.Count("staff-network", network, PerNetwork, at) > PerNetwork.Count)
            return new(ChangeOutcome.Limited, SignInTurn.TooMany);
        if (batch.Limits.Blocks(Lock, who, at))
            return new(ChangeOutcome.Refused, SignInTurn.Locked);
        if (batch.Limits.Count(Tries, who, PerAccount, at) < PerAccount.Count)
            return new(ChangeOutcome.Done, SignInTurn.Checked);
        batch.Limits.Block(Lock, who, PerAccount.Window, at);
        return new(ChangeOutcome.Done, SignInTurn.LastChecked);
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
