using PreferenceCenter.Domain;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>Explains the ledger's terms in plain English: readers of a proof know the law, not the program.</summary>
internal static class EvidenceWords
{
    public static string What(EventKind kind, LawfulBasis basis) =>
        kind switch
        {
            EventKind.Granted
            or EventKind.Asserted
            or EventKind.Confirmed
            or EventKind.Restored when basis == LawfulBasis.SoftOptIn => "Mail permitted under the soft opt-in",
            EventKind.Granted => "Consent given",
            EventKind.Asserted => "Consent given elsewhere, as somebody else asserts",
            EventKind.Requested => "Asked for; waits for the confirmation",
            EventKind.Confirmed => "Consent confirmed",
            EventKind.Rejected => "Rejected: “this was not me”",
            EventKind.Withdrawn => "Consent withdrawn",
            EventKind.Repeated => "Withdrawn once more, with nothing left to withdraw",
            EventKind.Restored => "Withdrawal taken back; the earlier grant holds again",
            EventKind.Changed => "Choice changed",
            EventKind.Stopped => "All mail stopped",
            EventKind.Resumed => "Stop of all mail ended",
            EventKind.Suppressed => "Address suppressed",
            EventKind.Released => "Suppression lifted",
            EventKind.ReasonGiven => "Reason for leaving given",
            EventKind.Corrected => "Data corrected by the person",
            EventKind.AddressChanged => "Address changed, or whose it is open or settled after a restore",
            EventKind.Merged => "Merged with the entry of the same address, or parted from it",
            EventKind.TopicMerged => "Topic merged into another one",
            EventKind.EvidenceErased => "Evidence of earlier events erased",
            _ => kind.ToString(),
        };

    public static string Through(Channel channel) =>
        channel switch
        {
            Channel.OneClick => "One-click button of the mail program (RFC 8058)",
            Channel.UnsubscribePage => "Unsubscribe page",
            Channel.FooterPage => "Preferences page, by the link in a mail’s footer",
            Channel.MailedPage => "Preferences page, by a link mailed to the address",
            Channel.ConfirmLink => "Link in the confirmation mail",
            Channel.UndoLink => "Undo link in a mail",
            Channel.Import => "Import of a list",
            Channel.Command => "Command of an operator",
            Channel.Api => "Programming interface",
            Channel.Mailbox => "Mail sent to us",
            Channel.Staff => "Staff",
            Channel.Form => "Sign-up form",
            Channel.Identity => "The person’s own pages, opened by a fresh link",
            _ => "The program itself",
        };

    public static string Who(ActorKind actor) =>
        actor switch
        {
            ActorKind.Person => "The person",
            ActorKind.Operator => "An operator",
            ActorKind.Staff => "Staff",
            ActorKind.Sender => "A sending system",
            _ => "The program",
        };

    /// <summary>Null if the event grants nothing.</summary>
    /// <param name="special">Whether the consent is explicit, to what is special data.</param>
    public static string? Basis(LawfulBasis basis, bool special) =>
        basis switch
        {
            LawfulBasis.Consent when special => "Explicit consent (GDPR articles 6(1)(a) and 9(2)(a))",
            LawfulBasis.Consent => "Consent (GDPR article 6(1)(a))",
            LawfulBasis.SoftOptIn => "Sale of a product or service (ePrivacy Directive article 13(2)), soft opt-in",
            _ => null,
        };

    public static string Of(EvidenceState state) =>
        state switch
        {
            EvidenceState.Kept => "Kept, and matches the commitment sealed in the event",
            EvidenceState.Erased => "Erased",
            EvidenceState.Missing => "Missing, and no event says that it was erased",
            _ => "Altered: does not match the commitment sealed in the event",
        };
}
