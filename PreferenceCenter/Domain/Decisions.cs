namespace PreferenceCenter.Domain;

/// <summary>
/// Turns a change into events, given the present state. It is pure: the same state and change give the same events.
/// </summary>
internal static class Decisions
{
    public static Decision Decide(PersonState state, Change change, Act act, Policy policy)
    {
        if (!IsAllowed(change, act))
            return Decision.Refuse(Refusal.Invalid);
        var draft = new Draft(state, act, policy);
        var refusal = change switch
        {
            Leave { Scope: Aspect.Everything } all => LeaveRule.Everything(draft, all.Again),
            Leave leave => LeaveRule.Topic(draft, leave),
            ObjectToMarketing => LeaveRule.Object(draft),
            Choose choose => ChooseRule.Make(draft, choose),
            Confirm confirm => AnswerRule.Confirm(draft, confirm.Asked),
            Reject reject => AnswerRule.Reject(draft, reject.Asked),
            Undo undo => AnswerRule.Undo(draft, undo.Taken),
            Assert assert => AssertRule.Assert(draft, assert.Wanted),
            Propose propose => AssertRule.Propose(draft, propose),
            AskAgain ask => AssertRule.AskAgain(draft, ask.Topics),
            Suppress suppress => LeaveRule.Suppress(draft, suppress.Reason),
            Restrict restrict => RightsRule.Restrict(draft, restrict.On),
            CorrectName => RightsRule.CorrectName(draft),
            MoveAddress move => MoveRule.Move(draft, move),
            DoubtAddress => MoveRule.Doubt(draft),
            SettleAddress => MoveRule.Settle(draft),
            MergeInto merge => MoveRule.Merge(draft, merge.Survivor),
            TakeBackAddress back => UndoRule.Take(draft, back),
            Unmerge part => UndoRule.Part(draft, part.Since),
            TakeStricter stricter => MoveRule.TakeStricter(draft, stricter.Other),
            GiveReason reason => LeaveRule.GiveReason(draft, reason),
            MergeTopic merge => MergeTopicRule.Merge(draft, merge),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
        };
        // A list that is imported again reports the same acts: they are no new acts of the subscriber, and must not
        // void later acts.
        if (act.Channel == Channel.Import && draft.OnlyRepeats)
            draft.Events.Clear();
        if (draft.Events.Any(e => e.IsGrant && !(e.Act.MayGrant && HasWording(e))))
            refusal = Refusal.Invalid;
        return refusal == Refusal.None
            ? new Decision(draft.Events.ToImmutable(), Refusal.None, [.. draft.Waiting])
            : Decision.Refuse(refusal);
    }

    // No yes without the wording it was given to (GDPR article 7(1)). Another party's statement has its wording as
    // evidence; a restoration names the grant that has it.
    private static bool HasWording(ConsentEvent e) =>
        e.Act.Notice > 0 || e.Kind is EventKind.Asserted or EventKind.Restored;

    // Checks that no state can make valid: values without meaning, and answers to a mail from a caller who did not get
    // it.
    private static bool IsAllowed(Change change, Act act) =>
        change switch
        {
            Leave leave => leave.Scope >= Aspect.Everything,
            Choose choose => choose.Wanted.All(w => ChoiceDirection.Knows(w.Key, w.Value)),
            Confirm or Undo => act.ProvesMailbox && act.MayWiden,
            Assert assert => assert.Wanted.All(IsYes),
            Propose propose => propose.Topics.All(w => Aspect.IsTopic(w.Key) && IsYes(w)),
            AskAgain ask => ask.Topics.All(Aspect.IsTopic),
            Suppress suppress => suppress.Reason != SuppressionReason.None
                && suppress.Reason
                    is not (SuppressionReason.Moved or SuppressionReason.Asked or SuppressionReason.Restored)
                && Enum.IsDefined(suppress.Reason),
            MoveAddress => act is { Channel: Channel.ConfirmLink, Actor.Kind: ActorKind.Person },
            TakeBackAddress => act is { Channel: Channel.UndoLink, Actor.Kind: ActorKind.Person },
            DoubtAddress => act is { Channel: Channel.Command, Actor.Kind: ActorKind.Operator },
            SettleAddress => act.Actor.Kind is ActorKind.Staff or ActorKind.Operator,
            // Allowed to the subscriber, who has just proven the mailbox; to staff, on behalf of a subscriber who
            // wrote a letter; and to the journal, which may repeat a restriction.
            Restrict restrict => act.IsIdentified
                || (
                    restrict.On
                    && act
                        is { Channel: Channel.Command, Actor.Kind: ActorKind.Operator }
                            or { Channel: Channel.Staff, Actor.Kind: ActorKind.Staff }
                ),
            CorrectName => act.IsIdentified,
            MergeTopic merge => act is { Channel: Channel.System, Actor.Kind: ActorKind.System }
                && merge.From.Number != merge.Into.Number,
            GiveReason given => given.Scope >= Aspect.Everything
                && given.Reason != LeaveReason.None
                && Enum.IsDefined(given.Reason),
            _ => true,
        };

    private static bool IsYes(KeyValuePair<long, long> wanted) =>
        Aspect.NeedsConsent(wanted.Key)
        && ChoiceDirection.Knows(wanted.Key, wanted.Value)
        && !ChoiceDirection.Withdraws(wanted.Key, wanted.Value);
}
