using System.Collections.Concurrent;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Staff;

/// <summary>What of somebody's personal data the staff read. Numbers are stored: never reuse one.</summary>
internal enum ReadPart : byte
{
    Subscriber = 1,
    History = 2,
    Request = 3,
    Attachment = 4,
}

/// <summary>
/// Writes into the log who of the staff read which part of somebody's data, and when, before it is shown: once an hour
/// for the same part of the same person. Whose it was is not written, because the log outlives the person.
/// </summary>
internal sealed class ReadingLog(ChangeWriter writer, StaffAuthorizer staff)
{
    private sealed record Hour(long Number, ConcurrentDictionary<(Guid Actor, ReadPart Part, Guid About), bool> Noted);

    private volatile Hour current = new(0, []);

    /// <param name="about">The subscriber, request or file that is read; kept in memory for the hour alone.</param>
    /// <exception cref="IOException">The log cannot be written, so nothing may be shown.</exception>
    public async Task NoteAsync(ReadPart part, Guid about, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ReadPersonalData);
        var number = act.At.UtcTicks / TimeSpan.TicksPerHour;
        var hour = current;
        if (hour.Number != number)
            current = hour = new Hour(number, []);
        if (hour.Noted.ContainsKey((act.Actor.Id, part, about)))
            return;
        var result = await writer.SubmitAsync(
            new AdminLogEntry(act, new AdminEvent(EventKind.PersonalDataRead, (long)part, 0, new Evidence()))
        );
        if (result.Outcome != ChangeOutcome.Done)
            throw new IOException("The log did not take that personal data are read.");
        hour.Noted.TryAdd((act.Actor.Id, part, about), true);
    }
}
