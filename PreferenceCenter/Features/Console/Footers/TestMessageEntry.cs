using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Features.Console.Footers;

/// <summary>
/// The log's entry that somebody sends themselves a test message, and the limit of how many they may: both are written
/// before the message goes out. A form sent again sends nothing again.
/// </summary>
internal sealed class TestMessageEntry(Act act, long topic, string language) : Submission
{
    private static readonly (TimeSpan Window, int Count) Limit = (TimeSpan.FromHours(1), 20);
    private const string What = "test-message";

    public override Act Act => act;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        var who = $"{act.Actor.Id:N}";
        if (batch.Limits.Count(What, who, Limit, act.At) > Limit.Count)
            return batch.Limits.Refuse(What, who, act.At);
        batch.AppendAdmin(EventKind.TestMessageSent, topic, 0, act, new Evidence { Detail = language });
        return new ChangeResult(ChangeOutcome.Done);
    }

    protected override ChangeResult Again(string kept) => new(ChangeOutcome.Unchanged);
}
