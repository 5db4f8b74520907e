using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Data shared by all rows of one import: actor, controller and file.</summary>
/// <param name="Catalogue">With the topics, and the notices that subscribers agree to when they confirm.</param>
internal sealed record ImportOrigin(
    Actor Actor,
    int Controller,
    string File,
    CatalogueSnapshot Catalogue,
    bool Confirm
);

/// <summary>
/// Turns an import row into changes. A row is another party's claim, weighed by its evidence; it never overrides what
/// the subscriber did.
/// </summary>
internal sealed class ImportChange(ImportOrigin origin, HttpEvidence ips, AddressHasher suppressions)
{
    /// <summary>
    /// On what the one email of <c>--confirm</c> is sent to somebody whose consent is not proven, kept with the request.
    /// </summary>
    internal const string ConfirmGround = Evidence.QuestionGround;

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
        // A contact who unsubscribed elsewhere is registered too: this keeps a later import from subscribing them.
        var registration = new Registration(row.Address, row.Language, row.Name);
        // Hashed here, in parallel with the change writer, to save the writer this work.
        registration.KeyedHashes(suppressions);
        foreach (var change in ChangesOf(row))
            yield return new PersonChange(
                PersonKey.Of(row.Address),
                change,
                change is Propose ? act with { Notices = origin.Catalogue.Notices } : act,
                evidence
            )
            {
                Register = registration,
                // Grade C gets one confirmation e-mail, if requested. Other imported subscribers are not notified of
                // the import.
                Notify = origin.Confirm && change is Propose,
            };
        // A claim of its own, with its own time and wording, behind the topics and apart from them.
        foreach (var permission in row.Permissions)
            yield return new PersonChange(
                PersonKey.Of(row.Address),
                new Assert(new Dictionary<long, long> { [permission.Aspect] = Permission.Yes }),
                act with
                {
                    Basis = LawfulBasis.Consent,
                },
                evidence with
                {
                    Grade = (row.Method is null || row.Source is null ? EvidenceGrade.B : EvidenceGrade.A).ToString(),
                    ObtainedAt = permission.At,
                    Text = permission.Text,
                    Sale = null,
                    SaleKind = null,
                    ProductFamily = null,
                    RefusalOffered = null,
                }
            )
            {
                Register = registration,
                Notify = false,
            };
    }

    private IEnumerable<Change> ChangesOf(ImportRow row) =>
        row.Status switch
        {
            ImportStatus.Bounced => [new Suppress(SuppressionReason.Bounced)],
            ImportStatus.Complained => [new Suppress(SuppressionReason.Complained)],
            ImportStatus.Unsubscribed when row.Topics.Count == 0 => [Leave.Everything],
            ImportStatus.Unsubscribed => row.Topics.Select(t =>
                Leave.Of(t.Number, origin.Catalogue.SurvivorOf(t).Number)
            ),
            _ when row.Sale is null && row.Grade == EvidenceGrade.C =>
            [
                new Propose(Wanted(row)) { Asks = origin.Confirm },
            ],
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
            SaleKind = row.Sale?.Kind,
            ProductFamily = row.Sale?.Family,
            Detail =
                origin.Confirm
                && row.Status == ImportStatus.Subscribed
                && row.Sale is null
                && row.Grade == EvidenceGrade.C
                    ? ConfirmGround
                    : null,
            RefusalOffered = row.Sale is null ? null : true,
        };
}
