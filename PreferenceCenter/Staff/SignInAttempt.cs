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
/// Counts one attempt at a password or code, per account and browser where the account has signed in before, else per
/// account and network: wrong ones of strangers lock nobody out who is known. It is counted before it is checked, so
/// that at most five are checked however many arrive at once. Unknown addresses are counted in the same way, so that a
/// lock does not reveal whether an account exists (SEC-12).
/// </summary>
/// <param name="browser">The known browser of the account; null for strangers.</param>
internal sealed class SignInAttempt(string what, string who, string network, string? browser, DateTimeOffset at)
    : Submission<SignInTurn>
{
    internal static readonly (TimeSpan Window, int Count) PerAccount = (TimeSpan.FromMinutes(15), 5);

    /// <summary>Of all strangers together at one account, so that many networks guess no faster.</summary>
    internal static readonly (TimeSpan Window, int Count) OfStrangers = (TimeSpan.FromMinutes(15), 30);
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);

    private string Tries => "staff-" + what;
    private string Lock => "staff-locked-" + what;

    private string Tried => browser is null ? $"{who} from {network}" : $"{who} in {browser}";

    /// <summary>For <see cref="SignInTurn.TooMany"/>: the time until the network may try again.</summary>
    public TimeSpan RetryAfter { get; private set; }

    protected override ChangeResult<SignInTurn> Decide(Batch batch, Data.SubscriberSnapshot? subscriber)
    {
        if (batch.Limits.Count("staff-network", network, PerNetwork, at) > PerNetwork.Count)
        {
            RetryAfter = batch.Limits.Refuse("staff-network", network, at).RetryAfter;
            return new(ChangeOutcome.Limited, SignInTurn.TooMany);
        }
        if (batch.Limits.Blocks(Lock, Tried, at))
            return new(ChangeOutcome.Refused, SignInTurn.Locked);
        if (browser is null && batch.Limits.Count(Tries, who, OfStrangers, at) > OfStrangers.Count)
            return new(ChangeOutcome.Refused, SignInTurn.Locked);
        if (batch.Limits.Count(Tries, Tried, PerAccount, at) < PerAccount.Count)
            return new(ChangeOutcome.Done, SignInTurn.Checked);
        batch.Limits.Block(Lock, Tried, PerAccount.Window, at);
        return new(ChangeOutcome.Done, SignInTurn.LastChecked);
    }

    /// <summary>Resets the counter and the lock after a successful attempt.</summary>
    public Submission Forget() => new Forgetting(Tries, Lock, Tried, at);

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
