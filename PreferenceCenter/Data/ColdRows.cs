using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Writes what a group of changes does to tables of EF Core: privacy requests, changes of address, erasures and what
/// goes with them.
/// </summary>
internal static class ColdRows
{
    public static bool Any(WriteSet set) =>
        set.Addressed.Count + set.AddressChanges.Count + set.Requests.Count + set.ToTell.Count + set.Erased.Count > 0;

    public static void Write(CenterContext context, WriteSet set)
    {
        foreach (var person in set.Readdressed)
            context.AddressChanges.Where(c => c.SubscriberId == person.Id && c.ConfirmedAt == null).ExecuteDelete();
        foreach (var change in set.AddressChanges)
            Save(context, change);
        foreach (var request in set.Requests)
            Save(context, request);
        Claim(context, set.Addressed);
        context.RecipientNotices.AddRange(set.ToTell);
        // Erasing goes by conditions, so the rows of this group have to be there.
        context.SaveChanges();
        foreach (var person in set.Erased)
            Erase(context, person);
        context.SaveChanges();
    }

    private static void Save(CenterContext context, AddressChangeRow c)
    {
        var changed = context
            .AddressChanges.Where(x => x.Id == c.Id)
            .ExecuteUpdate(s =>
                s.SetProperty(x => x.Address, c.Address)
                    .SetProperty(x => x.AddressKey, c.AddressKey)
                    .SetProperty(x => x.Until, c.Until)
                    .SetProperty(x => x.ConfirmedAt, c.ConfirmedAt)
                    .SetProperty(x => x.RevertedAt, c.RevertedAt)
                    .SetProperty(x => x.FromSeq, c.FromSeq)
                    .SetProperty(x => x.ToSeq, c.ToSeq)
                    .SetProperty(x => x.MergedId, c.MergedId)
            );
        if (changed == 0)
            context.AddressChanges.Add(c);
    }

    // Whoever gets an address is the one whom open letters about it mean. Staff who saw that it was nobody look again: the
    // version is another.
    private static void Claim(CenterContext context, IReadOnlyList<Subscriber> addressed)
    {
        string[] keys = [.. addressed.Select(s => s.AddressKey)];
        var named =
            keys.Length == 0
                ? []
                : OpenLetters(context)
                    .Where(r => EF.Parameter(keys).Contains(r.AddressKey))
                    .Select(r => r.AddressKey)
                    .Distinct()
                    .ToArray();
        foreach (var key in named)
        {
            var id = addressed.Last(s => s.AddressKey == key).Id;
            OpenLetters(context)
                .Where(r => r.AddressKey == key)
                .ExecuteUpdate(s =>
                    s.SetProperty(x => x.SubscriberId, id)
                        .SetProperty(x => x.Address, (string?)null)
                        .SetProperty(x => x.AddressKey, (string?)null)
                        .SetProperty(x => x.Version, x => x.Version + 1)
                );
        }
    }

    private static IQueryable<PrivacyRequestRow> OpenLetters(CenterContext context) =>
        context.Requests.Where(r => r.SubscriberId == null && r.AddressKey != null && r.ClosedAt == null);

    // What staff decide about a request in the meantime stays: only these columns are a subscriber's to change.
    private static void Save(CenterContext context, PrivacyRequestRow r)
    {
        var changed = context
            .Requests.Where(x => x.Id == r.Id)
            .ExecuteUpdate(s =>
                s.SetProperty(x => x.State, r.State)
                    .SetProperty(x => x.SubscriberId, r.SubscriberId)
                    .SetProperty(x => x.GraceUntil, r.GraceUntil)
                    .SetProperty(x => x.ClosedAt, r.ClosedAt)
            );
        if (changed > 0)
            return;
        r.Number = context.NewRequestNumber();
        context.Requests.Add(r);
    }

    private static void Erase(CenterContext context, ErasedPerson person)
    {
        var (id, key) = (person.Id, person.AddressKey);
        // Letters that named the address before a change of address are about the same person.
        string[] former =
        [
            .. context
                .AddressChanges.Where(c => c.SubscriberId == id && c.ConfirmedAt != null && c.AddressKey != null)
                .Select(c => c.AddressKey!),
        ];
        context.AddressChanges.Where(c => c.SubscriberId == id).ExecuteDelete();
        context.AddressChanges.Where(c => c.AddressKey == key).ExecuteDelete();
        // A draft of a letter bears the address before any request does.
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // The database does it, and knows no culture.
        context
            .Drafts.Where(d =>
                context.Requests.Any(r => r.Id == d.RequestId && (r.SubscriberId == id || r.AddressKey == key))
                || d.AddressKey == key
                || d.Text.ToLower().Contains(key)
            )
            .ExecuteDelete();
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        var theirs = context.Requests.Where(r =>
            r.SubscriberId == id
            || r.AddressKey == key
            || r.SubscriberId == null && EF.Parameter(former).Contains(r.AddressKey)
        );
        KeepDays(context, theirs, person.Calendar);
        Forget(context, theirs, person.Row.ErasedAt);
        Detach(context.Requests.Where(r => r.SubscriberId == id), person.Row);
        if (person.Proof is { } proof)
            context.ProofStubs.Add(proof);
        foreach (var earlier in person.EarlierProofs)
            context.ProofStubs.Where(s => s.KeyedHash == earlier).ExecuteDelete();
        context.Erasures.Add(person.Row);
    }

    /// <summary>
    /// Erases what the requests hold of an address that no subscriber has: its letters, words and files, and drafts.
    /// </summary>
    public static void Erase(CenterContext context, string key, DateTimeOffset day, SiteCalendar calendar)
    {
        var theirs = context.Requests.Where(r => r.SubscriberId == null && r.AddressKey == key);
        context.Drafts.Where(d => d.AddressKey == key || theirs.Any(r => r.Id == d.RequestId)).ExecuteDelete();
        KeepDays(context, theirs, calendar);
        // There is no one left to answer.
        theirs
            .Where(r => r.ClosedAt == null && r.State != PrivacyRequestState.Cleaning)
            .ExecuteUpdate(s =>
                s.SetProperty(x => x.State, PrivacyRequestState.Overtaken)
                    .SetProperty(x => x.ClosedAt, x => x.ReceivedAt > day ? x.ReceivedAt : day)
            );
        Forget(context, theirs, day);
    }

    /// <summary>The emails to an address that no subscriber has, which <see cref="ErasureSql.MailsOfNobody"/> deletes.</summary>
    public static IReadOnlyList<MadeFor> MailsOfNobody(CenterContext context, string key) =>
        [
            .. context
                .Outbox.AsNoTracking()
                .Where(o => o.AddressKey == key && (o.SubscriberId == null || o.Kind == MailKind.NewAddress))
                .Select(o => new { o.MessageId, o.CreatedAt })
                .AsEnumerable()
                .Select(o => new MadeFor(o.MessageId, o.CreatedAt)),
        ];

    // Letters and notes about the subscriber. The entries stay, with their time and actor, and reasons that name nobody.
    private static void Forget(CenterContext context, IQueryable<PrivacyRequestRow> theirs, DateTimeOffset day)
    {
        var ids = theirs.Select(r => r.Id);
        context
            .RequestEntries.Where(e => ids.Contains(e.RequestId) && !e.Kept)
            .ExecuteUpdate(s => s.SetProperty(x => x.Text, (string?)null));
        context.RequestFiles.Where(f => ids.Contains(f.RequestId)).ExecuteDelete();
        theirs.ExecuteUpdate(s =>
            s.SetProperty(x => x.ErasedOn, day)
                .SetProperty(x => x.Address, (string?)null)
                .SetProperty(x => x.AddressKey, (string?)null)
                .SetProperty(x => x.Contact, (string?)null)
        );
    }

    // Of every moment its day: a request was written together with events of the person, and its reference is in an email
    // that they keep.
    private static void KeepDays(CenterContext context, IQueryable<PrivacyRequestRow> theirs, SiteCalendar calendar)
    {
        DateTimeOffset? Day(DateTimeOffset? at) => at is { } moment ? calendar.DayStartOf(moment) : null;

        var rows = theirs.AsNoTracking().ToArray();
        if (rows.Length == 0)
            return;
        foreach (var r in rows)
            context
                .Requests.Where(x => x.Id == r.Id)
                .ExecuteUpdate(s =>
                    s.SetProperty(x => x.ReceivedAt, calendar.DayStartOf(r.ReceivedAt))
                        .SetProperty(x => x.ClosedAt, Day(r.ClosedAt))
                        .SetProperty(x => x.AskedAt, Day(r.AskedAt))
                        .SetProperty(x => x.RepliedAt, Day(r.RepliedAt))
                        .SetProperty(x => x.ExtendedAt, Day(r.ExtendedAt))
                        .SetProperty(x => x.ProposedAt, Day(r.ProposedAt))
                        .SetProperty(x => x.ProposedSeq, 0L)
                );
        var entries = context.RequestEntries.Where(e => theirs.Any(r => r.Id == e.RequestId));
        foreach (var day in entries.Select(e => e.At).ToArray().Select(calendar.DayOf).Distinct())
        {
            var (from, to) = (calendar.StartOf(day), calendar.EndOf(day));
            entries.Where(e => e.At > from && e.At < to).ExecuteUpdate(s => s.SetProperty(x => x.At, from));
        }
    }

    // Open erasure requests continue until the files are clean; all other open requests end, as there is no one left to
    // answer.
    private static void Detach(IQueryable<PrivacyRequestRow> theirs, ErasureRow erasure)
    {
        var (open, day) = (theirs.Where(r => r.ClosedAt == null), erasure.ErasedAt);
        open.Where(r => r.Kind == PrivacyRequestKind.Erasure)
            .ExecuteUpdate(s => s.SetProperty(x => x.State, PrivacyRequestState.Cleaning));
        open.Where(r => r.Kind != PrivacyRequestKind.Erasure)
            .ExecuteUpdate(s =>
                s.SetProperty(x => x.State, PrivacyRequestState.Overtaken)
                    .SetProperty(x => x.ClosedAt, x => x.ReceivedAt > day ? x.ReceivedAt : day)
            );
        theirs.ExecuteUpdate(s =>
            s.SetProperty(x => x.SubscriberId, (long?)null)
                .SetProperty(x => x.GraceUntil, (DateTimeOffset?)null)
                .SetProperty(x => x.Words, (string?)null)
        );
    }
}
