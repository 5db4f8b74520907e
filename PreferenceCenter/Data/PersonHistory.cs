namespace PreferenceCenter.Data;

/// <summary>A subscriber with all their events, oldest first.</summary>
internal sealed record PersonHistory(SubscriberSnapshot Person, IReadOnlyList<LedgerEventRow> Events);
