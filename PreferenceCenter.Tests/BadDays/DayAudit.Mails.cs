using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Replay;

namespace PreferenceCenter.Tests.BadDays;

// Every mail came, once, and tells every change once.
internal sealed partial class DayAudit
{
    // A subscriber who asks again before the mail is sent gets one mail for the later request; the earlier wish is
    // settled with it. A form that is sent again asks for the same wish in a second mail, which has nothing to ask if
    // the first was answered before.
    private bool IsSettled(StoredMail mail, ILookup<Guid, long> arrived) =>
        mail.Kind == MailKind.Confirm
        && StoredRecords
            .MailsOf(mail.Person)
            .Any(m =>
                m.Kind == MailKind.Confirm
                && (m.FromSeq > mail.FromSeq || (IsSameWish(m, mail) && arrived.Contains(m.Id)))
            );

    private bool IsSameWish(StoredMail one, StoredMail other) =>
        one.Id != other.Id
        && (one.FromSeq, one.ToSeq) == (other.FromSeq, other.ToSeq)
        && StoredRecords.EventsOf(one.Person).Any(e => e.Kind == EventKind.Confirmed && e.Seq > one.ToSeq);

    private void CountMails(ILookup<Guid, long> arrived, IReadOnlyList<Restore> restores)
    {
        foreach (var mail in StoredRecords.Mails)
        {
            // It waited in a dump: it may have been sent since, or not, and is not sent again.
            var givenUp =
                mail is { State: MailState.Dead, Error: JournalReplay.Restored }
                && restores.Any(r => r.Waiting.Contains(mail.Id));
            if (mail.State != MailState.Sent && !givenUp)
                Faults.Add($"Mail {mail.Id} is {mail.State}: {mail.Error}");
            var times = arrived[mail.Id].Count();
            if (times == 0 && !givenUp && !IsSettled(mail, arrived))
                Lose(Invariant($"Mail {mail.Id} ({mail.Kind}, events {mail.FromSeq} to {mail.ToSeq}) never arrived"));
            var uncertain = restores.Select(r => r.Uncertain.GetValueOrDefault(mail.Id)).Append(mail.Uncertain).Max();
            if (times > 1 + uncertain)
                Double($"Mail {mail.Id} arrived {times} times, and in doubt it was {uncertain} times");
        }
        var known = StoredRecords.Mails.Select(m => m.Id).ToHashSet();
        foreach (var unknown in arrived.Where(m => !known.Contains(m.Key)))
            if (!unknown.All(at => restores.Any(r => r.MayHaveLost(at))))
                Faults.Add($"Mail {unknown.Key} arrived and is in no outbox");
        foreach (var (person, seq) in StoredRecords.Told)
            switch (StoredRecords.MailsOf(person).Count(m => m.FromSeq <= seq && seq <= LastToldBy(m)))
            {
                case 0:
                    Lose($"No mail tells event {seq} of {person}");
                    break;
                case > 1:
                    Double($"Several mails tell event {seq} of {person}");
                    break;
            }
    }

    // A mail has its last event when it is composed. One that was given up before tells of those until the next one's.
    private long LastToldBy(StoredMail mail) =>
        mail.Kind != MailKind.Changes ? -1
        : mail is not { ToSeq: 0, State: MailState.Dead, Error: JournalReplay.Restored } ? mail.ToSeq
        : StoredRecords
            .MailsOf(mail.Person)
            .Where(m => m.Kind == MailKind.Changes && m.FromSeq > mail.FromSeq)
            .Select(m => m.FromSeq - 1)
            .DefaultIfEmpty(long.MaxValue)
            .Min();
}
