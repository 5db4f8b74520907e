using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>What all rows of one import share: who imports, for whom, from which file.</summary>
internal sealed record ImportOrigin(Actor Actor, int Controller, string File, bool Confirm)
{
    /// <summary>What whoever confirms says yes to.</summary>
    public IReadOnlyDictionary<long, TopicNotice>? Notices { get; init; }
}

/// <summary>
/// A row as changes: somebody else's word, weighed by its evidence. Nothing here overturns what the person did.
/// </summary>
internal sealed class ImportChange(ImportOrigin origin, HttpEvidence ips, AddressHasher suppressions)
{
    public IEnumerable<PersonChange> Of(ImportRow row, DateTimeOffset now)
    {
        var act = new Act(
            Channel.Import,
            origin.Actor,
            now,
            row.Sale is null ? LawfulBasis.Consent : LawfulBasis.SoftOptIn,
            origin.Controller,
            0
        );
        var evidence = EvidenceOf(row);
        // Also who left elsewhere gets a row: it is what keeps a later import from adding them.
        var registration = new Registration(row.Address, row.Language, row.Name);
        // Hashed here, where the file is read: the writer has enough to do.
        registration.KeyedHashes(suppressions);
        foreach (var change in ChangesOf(row))
            yield return new PersonChange(
                PersonKey.Of(row.Address),
                change,
                change is Propose ? act with { Notices = origin.Notices } : act,
                evidence
            )
            {
                Register = registration,
                // Grade C is mailed one confirmation if asked for; nobody is told by us that somebody else imported a
                // list.
                Notify = origin.Confirm && change is Propose,
            };
    }

    private static IEnumerable<Change> ChangesOf(ImportRow row) =>
        row.Status switch
        {
            ImportStatus.Bounced => [new Suppress(SuppressionReason.Bounced)],
            ImportStatus.Complained => [new Suppress(SuppressionReason.Complained)],
            ImportStatus.Unsubscribed when row.Topics.Count == 0 => [Leave.Everything],
            ImportStatus.Unsubscribed => row.Topics.Select(t => new Leave(t.Number)),
            _ when row.Sale is null && row.Grade == EvidenceGrade.C => [new Propose(Wanted(row))],
            _ => [new Assert(Wanted(row))],
        };

    private static Dictionary<long, long> Wanted(ImportRow row) =>
        row.Topics.ToDictionary(t => t.Number, t => (long)t.Topic.Default);

    private Evidence EvidenceOf(ImportRow row) =>
        new()
        {
            Address = row.Address.Typed,
            File = origin.File,
            Line = row.Line,
            Grade = row.Status == ImportStatus.Subscribed && row.Sale is null ? row.Grade.ToString() : null,
            ObtainedAt = row.ConsentAt,
            Method = row.Method,
            Source = row.Source,
            Text = row.Text,
            ObtainedIp = ips.Keep(row.Ip),
            Sale = row.Sale?.Reference,
            ProductFamily = row.Sale?.Family,
            RefusalOffered = row.Sale is null ? null : true,
        };
}
