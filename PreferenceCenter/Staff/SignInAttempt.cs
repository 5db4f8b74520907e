using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>
/// One try at a password or a code, counted before it is looked at: however many come at once, five of them are. Counts
/// alike for an address that nobody has, so that being locked tells nothing (SEC-12).
/// </summary>
internal sealed class SignInAttempt(string what, string who, string network, DateTimeOffset at) : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerAccount = (TimeSpan.FromMinutes(15), 5);
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);

    /// <summary>Whether this was the last one: if it fails, the lock is shut.</summary>
    public bool IsLast { get; private set; }

    private string Tries => "staff-" + what;
    private string Lock => "staff-locked-" + what;

    protected override ChangeResult Decide(Batch batch, Data.SubscriberSnapshot? dossier)
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

    /// <summary>It was right: what was counted for it is forgotten.</summary>
    public Submission Forget() => new Forgetting(Tries, Lock, who, at);

    private sealed class Forgetting(string tries, string shut, string who, DateTimeOffset at) : Submission
    {
        protected override ChangeResult Decide(Batch batch, Data.SubscriberSnapshot? dossier)
        {
            batch.Limits.Block(tries, who, TimeSpan.Zero, at);
            if (batch.Limits.Blocks(shut, who, at))
                batch.Limits.Block(shut, who, TimeSpan.Zero, at);
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
