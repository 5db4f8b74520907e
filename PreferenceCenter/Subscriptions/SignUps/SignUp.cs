using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.SignUps;

/// <summary>What a form was sent, found sound: whose address, for which topics, on what evidence.</summary>
/// <param name="Sheet">Which copy of the form: one is good for a household, not for a list of addresses.</param>
internal sealed record SignUpForm(
    EmailAddress Address,
    string? Name,
    string Language,
    IReadOnlyList<OptInTopic> Topics,
    Evidence Evidence,
    string Form,
    string Sheet,
    string Network
);

/// <summary>
/// A sign-up: one row and one mail for any address, known or not, so that neither the answer nor its time tells who is
/// on a list. What the address leads to is found out when the mail is written and when it is answered. No consent comes
/// of it, but for topics that are single opt-in on record.
/// </summary>
internal sealed class SignUp(SignUpForm form, Act act, IReadOnlySet<long> single) : Submission
{
    internal static readonly (TimeSpan Window, int Count) PerAddress = (TimeSpan.FromDays(1), 5);
    internal static readonly (TimeSpan Window, int Count) PerNetwork = (TimeSpan.FromMinutes(10), 60);
    internal static readonly (TimeSpan Window, int Count) PerSheet = (TimeSpan.FromDays(1), 10);
    internal static readonly (TimeSpan Window, int Count) PerForm = (TimeSpan.FromMinutes(1), 300);
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>
    /// Who left, complained or was erased is written to once in this time, however often somebody types their address.
    /// </summary>
    internal static readonly (TimeSpan Window, int Count) ToWhoLeft = (TimeSpan.FromDays(30), 1);

    // Run again after a lost connection it is the same row and the same mail.
    private readonly Guid id = Guid.CreateVersion7(act.At);
    private readonly Registration registration = new(form.Address, form.Language, form.Name);

    public override PersonKey? Key => PersonKey.Of(form.Address);

    // Locked as somebody new would be: two nodes may be told the same address at once.
    public override Registration? Register
    {
        get => registration;
        init { }
    }

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        var at = act.At;
        if (batch.Limits.Count("sign-up/network", form.Network, PerNetwork, at) > PerNetwork.Count)
            return new ChangeResult(ChangeOutcome.Limited);
        if (form.Sheet.Length > 0 && batch.Limits.Count("sign-up/sheet", form.Sheet, PerSheet, at) > PerSheet.Count)
            return new ChangeResult(ChangeOutcome.Limited);
        // By the widest comparison: one mailbox has many spellings where dots and what follows a plus do not count.
        // From here on every answer is the same: who is asked about would learn the difference from nobody but us.
        if (batch.Limits.Count("sign-up/address", form.Address.SuppressionKey, PerAddress, at) > PerAddress.Count)
            return Same;
        if (ChangeMails.SaidNotMe(batch, form.Address, at))
            return Same;
        var left = HasLeft(dossier) || batch.IsSuppressed(registration);
        if (left && batch.Limits.Count("sign-up/left", form.Address.SuppressionKey, ToWhoLeft, at) > ToWhoLeft.Count)
            return Same;

        // Over the form's limit the mail waits; over this, whoever asks is better told than answered in days.
        var wait = batch.Limits.Wait($"sign-up/form/{form.Form}", PerForm, at);
        if (wait > LongestWait)
            return new ChangeResult(ChangeOutcome.Limited);
        var asked = left ? form.Topics : GrantSingle(batch, ref dossier);
        if (asked.Count > 0)
            Wait(batch, asked, wait);
        return Same;
    }

    private static ChangeResult Same => new(ChangeOutcome.Unchanged);

    private bool HasLeft(SubscriberSnapshot? dossier) =>
        dossier is not null
        && (
            dossier.State.Suppression != SuppressionReason.None
            || dossier.State.Stopped
            || form.Topics.Any(t => dossier.State.KeepsOthersFrom(t.Number))
        );

    // A topic that is single opt-in holds at once; never for somebody who left it, whom only the mailbox brings back.
    private IReadOnlyList<OptInTopic> GrantSingle(Batch batch, ref SubscriberSnapshot? dossier)
    {
        var known = dossier;
        OptInTopic[] atOnce =
        [
            .. form.Topics.Where(t => single.Contains(t.Number) && known?.State[t.Number].On != true),
        ];
        if (atOnce.Length == 0)
            return form.Topics;
        dossier ??= batch.FindOrRegister(registration, Key!.Value, act.At);
        if (dossier is null)
            return form.Topics;
        var decision = Decisions.Decide(
            dossier.State,
            new Choose(atOnce.ToDictionary(t => t.Number, t => (long)t.Frequency), AddsAtOnce: true),
            act,
            batch.Settings.Policy
        );
        batch.Append(dossier, decision.Events, form.Evidence);
        ChangeMails.Queue(batch, dossier, decision, act.At);
        return [.. form.Topics.Except(atOnce)];
    }

    private void Wait(Batch batch, IReadOnlyList<OptInTopic> asked, TimeSpan wait)
    {
        var request = new PendingOptIn
        {
            Address = form.Address.Typed,
            Name = form.Name,
            Language = form.Language,
            Topics = asked,
            Evidence = form.Evidence.ToBytes(),
        };
        batch.Set.OptIns.Add(
            new OptInRow
            {
                Id = id,
                AddressKey = form.Address.Key,
                CreatedAt = act.At,
                Content = request.ToBytes(),
            }
        );
        batch.Set.Outbox.Add(
            (
                null,
                new OutboxRow
                {
                    MessageId = id,
                    OnceKey = $"optin:{id:N}",
                    Kind = MailKind.OptIn,
                    AddressKey = form.Address.Key,
                    Language = form.Language,
                    CreatedAt = act.At,
                    DueAt = act.At + wait,
                }
            )
        );
    }
}
