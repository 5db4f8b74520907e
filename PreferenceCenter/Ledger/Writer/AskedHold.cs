namespace PreferenceCenter.Ledger.Writer;

/// <summary>What keeps an email that somebody asked for.</summary>
/// <param name="Declined">The mailbox answered "this was not me"; otherwise the day's most were sent.</param>
/// <param name="Until">When it may be asked for again.</param>
internal sealed record AskedHold(bool Declined, DateTimeOffset Until);
