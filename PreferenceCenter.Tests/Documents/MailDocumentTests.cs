using PreferenceCenter.Data;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that <c>docs/mail.md</c> lists every kind of email.</summary>
public sealed class MailDocumentTests
{
    /// <summary>The first cell of the row about each kind.</summary>
    private static readonly Dictionary<MailKind, string> Rows = new()
    {
        [MailKind.Changes] = "confirmation of changes",
        [MailKind.Confirm] = "please confirm",
        [MailKind.MyLink] = "your link",
        [MailKind.Checkpoint] = "checkpoint",
        [MailKind.OptIn] = "please confirm your subscription",
        [MailKind.Renewal] = "may we go on?",
        [MailKind.Certificate] = "certificate",
        [MailKind.RequestReceived] = "receipt, question, extension, decision",
        [MailKind.RequestAnswer] = "receipt, question, extension, decision",
        [MailKind.Identity] = "your data",
        [MailKind.NewAddress] = "new address, address changed",
        [MailKind.AddressChanged] = "new address, address changed",
        [MailKind.RecipientNotice] = "notice to recipients",
        [MailKind.RequestDigest] = "list of what is due",
        [MailKind.StaffInvitation] = "invitation, new password",
    };

    [Fact]
    public void Every_kind_of_email_has_its_row()
    {
        var text = Document.Read("mail.md");
        Assert.All(
            Enum.GetValues<MailKind>(),
            kind => Assert.Contains($"\n| {Rows[kind]} |", text, StringComparison.Ordinal)
        );
    }
}
